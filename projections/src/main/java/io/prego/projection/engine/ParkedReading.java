package io.prego.projection.engine;

import io.prego.event.deadletter.RecordPlace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records again from where they stand, and shows meanwhile that the owner lives. Connects when it is first
 * used. For one thread.
 */
final class ParkedReading implements AutoCloseable {

    private static final int RECORDS_MAX = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS_MAX = 50;

    private final KafkaAccess kafka;
    private final OwnerSession session;
    private @Nullable Consumer<String, byte[]> open;

    ParkedReading(KafkaAccess kafka, OwnerSession session) {
        this.kafka = kafka;
        this.session = session;
    }

    /** In the order of the places. What one poll brings beside a record is used for those that follow. */
    List<ConsumerRecord<String, byte[]>> read(List<RecordPlace> places) throws SQLException {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>(places.size());
        var near = new HashMap<RecordPlace, ConsumerRecord<String, byte[]>>();
        for (var place : places) {
            var record = near.get(place);
            if (record == null) {
                near.clear();
                record = fetch(place, near);
            }
            found.add(record);
        }
        return found;
    }

    private ConsumerRecord<String, byte[]> fetch(
            RecordPlace place, Map<RecordPlace, ConsumerRecord<String, byte[]>> near) throws SQLException {
        var consumer = consumer();
        var partition = new TopicPartition(place.topic(), place.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        for (var polls = 0; polls < POLLS_MAX; polls++) {
            consumer.poll(POLL).forEach(record -> near.put(Parked.place(record), record));
            var record = near.get(place);
            if (record != null) {
                return record;
            }
            session.heartbeat();
        }
        throw new TimeoutException("%s-%d has no record at %d, or does not tell it"
                .formatted(place.topic(), place.partition(), place.offset()));
    }

    private Consumer<String, byte[]> consumer() throws SQLException {
        var consumer = open;
        if (consumer == null) {
            session.heartbeat();
            consumer = kafka.seekingConsumer(RECORDS_MAX);
            open = consumer;
            session.heartbeat();
        }
        return consumer;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }
}
