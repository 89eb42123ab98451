package io.prego.projection.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not become a row, or that stands behind such a one under the same key.
 *
 * @param key of the record; empty where it has none
 * @param reason in words, without content of the record
 */
record Parked(String topic, int partition, long offset, String key, String reason) {

    static Parked of(ConsumerRecord<String, byte[]> record, String reason) {
        return new Parked(record.topic(), record.partition(), record.offset(), key(record), reason);
    }

    static String key(ConsumerRecord<String, byte[]> record) {
        var key = record.key();
        return key == null ? "" : key.replace("\0", "");
    }
}
