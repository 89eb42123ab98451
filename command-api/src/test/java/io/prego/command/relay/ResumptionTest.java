package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.event.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a crash of the machine or a wrong restore may have left in Kafka. */
@ResourceLock("relay-kafka")
class ResumptionTest {

    private final String kafka = RelayRun.kafka();
    private final RelayClients clients = new RelayClients(kafka, RelayRun.settings(3));
    private TestLog log;

    @BeforeEach
    void open() throws Exception {
        TestTopics.delete(kafka);
        TestTopics.create(clients);
        log = TestLog.fresh();
        log.append(20);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void empty_topics_are_filled_from_the_beginning() throws Exception {
        assertThat(find()).isEqualTo(new Resumption(0, Map.of()));
    }

    @Test
    void the_last_committed_progress_counts_whatever_was_aborted_behind_it() throws Exception {
        write(events(1, 5), progress(5));
        for (var i = 0; i < 40; i++) {
            abort(events(6, 8));
        }
        assertThat(find().position()).isEqualTo(5);
    }

    @Test
    void partitions_that_are_ahead_of_the_progress_do_not_get_their_events_again() throws Exception {
        write(events(1, 5), progress(5));
        write(events(6, 12));
        assertThat(find().position()).isEqualTo(5);
        try (var run = RelayRun.start(log, kafka, 3)) {
            run.awaitPosition(20);
        }
        Published.assertExactlyTheLog(kafka, log);
    }

    @Test
    void a_partition_that_lost_what_the_progress_counts_stops_the_relay() {
        write(events(1, 19), progress(20));
        assertThatThrownBy(this::find)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("though 20 was published to it: Kafka has lost events");
    }

    @Test
    void another_logs_events_stop_the_relay() {
        var other = new UUID(0, 1);
        write(events(1, 5), Stream.of(new Progress(other, 5).toRecord()));
        assertThatThrownBy(this::find)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("another log")
                .hasMessageContaining(other.toString());
    }

    @Test
    void a_log_that_ends_before_the_progress_stops_the_relay() {
        write(events(1, 20), progress(21));
        assertThatThrownBy(this::find)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessage("Kafka holds events up to 21 and the log ends at 20: the log has lost events");
    }

    @Test
    void a_log_that_holds_another_event_at_a_published_position_stops_the_relay() {
        try (var other = TestLog.fresh()) {
            other.append(20);
            write(other.events.read(0, 5).stream().map(ResumptionTest::published), progress(5));
        }
        assertThatThrownBy(this::find)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("that the log does not hold there");
    }

    @Test
    void a_refusal_is_told_by_the_health_and_ends_by_itself_when_its_cause_does() throws Exception {
        write(Stream.of(new Progress(new UUID(0, 1), 0).toRecord()));
        try (var run = RelayRun.start(log, kafka, 3)) {
            run.awaitState(RelayState.Refusing.class);
            var health = new RelayHealth(run.relay.status()).health();
            assertThat(health.getStatus().getCode()).isEqualTo("DOWN");
            assertThat(health.getDetails().get("reason").toString()).contains("another log");
            write(progress(0));
            run.awaitPosition(20);
        }
    }

    private Resumption find() throws InterruptedException {
        return Resumption.find(new TopicTail(clients), log.events);
    }

    private Stream<ProducerRecord<byte[], byte[]>> events(int first, int last) {
        return log.events.read(first - 1, last - first + 1).stream().map(ResumptionTest::published);
    }

    private static ProducerRecord<byte[], byte[]> published(RecordedEvent event) {
        return EventRecord.of(event, EventRecord.partition(event));
    }

    private Stream<ProducerRecord<byte[], byte[]>> progress(long position) {
        return Stream.of(new Progress(log.events.logId(), position).toRecord());
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // Only read.
    private void write(Stream<ProducerRecord<byte[], byte[]>>... records) {
        try (var producer = clients.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            List.of(records).forEach(some -> some.forEach(producer::send));
            producer.commitTransaction();
        }
    }

    private void abort(Stream<ProducerRecord<byte[], byte[]>> records) {
        try (var producer = clients.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.send(new Progress(log.events.logId(), 8).toRecord());
            producer.flush();
            producer.abortTransaction();
        }
    }
}
