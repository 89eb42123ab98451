package io.prego.command.relay;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * One producer's time as the only one that writes. Any exception ends the term: whether its last transaction was
 * committed is then unknown, and only the next term, after fencing and reading the progress, finds out. So nothing is
 * ever sent again blindly.
 */
final class RelayTerm implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final RelayObserver observer;
    private final UUID logId;
    private final Map<TopicPartition, Long> published;
    private long position;

    private RelayTerm(
            KafkaProducer<byte[], byte[]> producer, RelayObserver observer, UUID logId, Resumption resumption) {
        this.producer = producer;
        this.observer = observer;
        this.logId = logId;
        this.published = resumption.published();
        this.position = resumption.position();
    }

    /** Fences whoever wrote before, whose transaction is thereby ended, and finds out how far it came. */
    static RelayTerm begin(RelayClients clients, EventLog log, RelayObserver observer) throws InterruptedException {
        var producer = clients.producer();
        try {
            producer.initTransactions();
            observer.passed(RelayStep.FENCED);
            var resumption = Resumption.find(new TopicTail(clients), log);
            observer.passed(RelayStep.RESUMED);
            return new RelayTerm(producer, observer, log.logId(), resumption);
        } catch (InterruptedException | RuntimeException | Error e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** All up to here is published. */
    long position() {
        return position;
    }

    /** Publishes the events, which follow the position without a gap, and the new position, all or nothing. */
    void relay(List<RecordedEvent> batch) {
        observer.passed(RelayStep.READ);
        producer.beginTransaction();
        observer.passed(RelayStep.BEGUN);
        var next = position;
        for (var event : batch) {
            next = following(next, event);
            send(event);
        }
        observer.passed(RelayStep.EVENTS_SENT);
        send(new Progress(logId, next).toRecord());
        observer.passed(RelayStep.PROGRESS_SENT);
        // It throws what went wrong with any record of the transaction.
        producer.commitTransaction();
        observer.passed(RelayStep.COMMITTED);
        position = next;
    }

    private static long following(long position, RecordedEvent event) {
        if (event.position() != position + 1) {
            throw new HistoryMismatch(
                    "the log has no event at position %d, its next is %d".formatted(position + 1, event.position()));
        }
        return event.position();
    }

    private void send(RecordedEvent event) {
        var partition = EventRecord.partition(event);
        if (event.position() > published.getOrDefault(partition, 0L)) {
            send(EventRecord.of(event, partition));
        }
    }

    // What fails later is thrown by the commit. What fails at once, after a wait for Kafka, would else let each further
    // record wait as long.
    private void send(ProducerRecord<byte[], byte[]> outgoing) {
        var sent = producer.send(outgoing);
        if (sent.state() == Future.State.FAILED) {
            throw new KafkaException("cannot send to " + outgoing.topic(), sent.exceptionNow());
        }
    }

    /** Leaves an open transaction to the next term, which aborts it. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
