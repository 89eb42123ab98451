package io.prego.projection.engine;

import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not become a row, or that stands behind such a one under the same key.
 *
 * @param key of the record; empty where it has none
 * @param reason in words, without content of the record
 */
record Parked(String topic, int partition, long offset, String key, ParkedCause cause, String reason) {

    Parked {
        reason = storable(reason);
    }

    static Parked of(ConsumerRecord<String, byte[]> record, ParkedCause cause, String reason) {
        return new Parked(record.topic(), record.partition(), record.offset(), key(record), cause, reason);
    }

    static String key(ConsumerRecord<String, byte[]> record) {
        var key = record.key();
        return key == null ? "" : storable(key);
    }

    String causeWord() {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    // PostgreSQL has no character 0.
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
