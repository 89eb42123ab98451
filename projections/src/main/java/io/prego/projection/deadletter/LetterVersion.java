package io.prego.projection.deadletter;

import io.prego.event.codec.UndecodableEvent;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import io.prego.projection.engine.TextHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One version of a dead letter.
 *
 * @param key of the record that waits; empty where it has none
 * @param writtenAt when the version was
 * @param offset where it stands in the topic
 */
record LetterVersion(String key, DeadLetter letter, Instant writtenAt, long offset) {

    /** Of a record that is no letter, which nobody of ours writes. */
    private static final String UNKNOWN_CONSUMER = "unknown";

    /** Never throws: a letter that cannot be read is one itself, or nobody would learn of it. */
    static LetterVersion of(ConsumerRecord<String, byte[]> record) {
        var written = Instant.ofEpochMilli(record.timestamp());
        var key = record.key() == null ? "" : storable(record.key());
        return new LetterVersion(key, letter(record, written), written, record.offset());
    }

    private static DeadLetter letter(ConsumerRecord<String, byte[]> record, Instant written) {
        var headers = TextHeaders.of(record).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> storable(header.getValue())));
        try {
            return DeadLetterHeaders.read(headers, written);
        } catch (UndecodableEvent e) {
            var place = new RecordPlace(record.topic(), record.partition(), record.offset());
            return DeadLetter.parked(UNKNOWN_CONSUMER, place, headers, Poison.of(PoisonCause.UNDECODABLE, e), written);
        }
    }

    // PostgreSQL has no character 0.
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
