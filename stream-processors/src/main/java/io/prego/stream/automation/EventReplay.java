package io.prego.stream.automation;

import io.prego.stream.running.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Has the waiting events of one key acted on, in order, until one fails. */
final class EventReplay {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final String group;
    private final EventHandling handling;
    private final ParkedEvents parked;

    EventReplay(KafkaClients clients, String group, EventHandling handling, ParkedEvents parked) {
        this.clients = clients;
        this.group = group;
        this.handling = handling;
        this.parked = parked;
    }

    /** @param position up to which the partition has been read */
    void replay(TopicPartition partition, String key, HeldKey held, long position) throws Exception {
        var waiting = waiting(partition, key, held.letter().place().offset(), position);
        for (var i = 0; i < waiting.size(); i++) {
            var record = waiting.get(i);
            try {
                handling.actOn(record);
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException e) {
                holdAgain(partition, key, held, record, waiting.size() - i - 1, e);
                return;
            }
        }
        parked.close(partition, key, held.letter());
    }

    /** The event that failed may be the one that failed before, or one that waited behind it. */
    private void holdAgain(
            TopicPartition partition,
            String key,
            HeldKey held,
            ConsumerRecord<String, byte[]> record,
            int behind,
            RuntimeException thrown)
            throws InterruptedException {
        var letter = parked.letter(record, thrown);
        if (letter.id().equals(held.letter().id())) {
            parked.hold(partition, key, new HeldKey(held.letter().parkedAgain(letter.poison()), held.behindTo()));
        } else {
            // The new letter first: a crash between the two must not set the key free.
            parked.hold(partition, key, new HeldKey(letter.withBehind(behind), held.behindTo()));
            parked.close(partition, key, held.letter());
        }
    }

    private List<ConsumerRecord<String, byte[]>> waiting(
            TopicPartition partition, String key, long from, long position) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = clients.consumer(group)) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            while (consumer.position(partition) < position) {
                for (var record : consumer.poll(POLL)) {
                    if (record.offset() < position && ParkedEvents.key(record).equals(key)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }
}
