package io.prego.projection.engine;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.RecordPlace;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not become a row, or that stands behind such a one under the same key.
 *
 * @param key of the record; empty where it has none
 * @param letter null where the record only stands behind another
 */
record Parked(RecordPlace place, String key, @Nullable DeadLetter letter) {

    static final String BEHIND = "behind";

    static String key(ConsumerRecord<String, byte[]> record) {
        var key = record.key();
        return key == null ? "" : storable(key);
    }

    static RecordPlace place(ConsumerRecord<String, byte[]> record) {
        return new RecordPlace(record.topic(), record.partition(), record.offset());
    }

    String cause() {
        return letter == null ? BEHIND : letter.poison().cause().word();
    }

    String reason() {
        return letter == null
                ? "behind an earlier record of its key"
                : letter.poison().reason();
    }

    // PostgreSQL has no character 0.
    static String storable(String text) {
        return text.replace("\0", "");
    }
}
