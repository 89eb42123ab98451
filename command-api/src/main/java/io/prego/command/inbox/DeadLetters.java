package io.prego.command.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps commands that cannot be done, as they were, beside why and where they stood. A crash before the commit buries a
 * command twice; topic, partition and offset in its headers tell that it is one. Thread-safe.
 */
final class DeadLetters implements AutoCloseable {

    static final String REASON = "dead_letter_reason";
    static final String TOPIC = "dead_letter_topic";
    static final String PARTITION = "dead_letter_partition";
    static final String OFFSET = "dead_letter_offset";
    /** Stands where the value had to be left out, since with these headers it is larger than the broker takes. */
    static final String OMITTED_BYTES = "dead_letter_omitted_bytes";

    private static final int REASON_CHARACTERS_MAX = 1_000;
    private static final int REQUEST_BYTES_MAX = 64 << 20;
    private static final int ACKNOWLEDGED_WITHIN_MS = 4_000;
    private static final int REQUEST_WITHIN_MS = 2_000;

    private final KafkaProducer<byte[], byte[]> producer;

    DeadLetters(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "max.request.size",
                REQUEST_BYTES_MAX,
                "max.block.ms",
                REQUEST_WITHIN_MS,
                "request.timeout.ms",
                REQUEST_WITHIN_MS,
                "delivery.timeout.ms",
                ACKNOWLEDGED_WITHIN_MS);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns once the brokers have it; throws {@link KafkaException} when it is unknown whether they do. */
    void bury(ConsumerRecord<byte[], byte[]> command, String reason) {
        var letter = letter(command, command.value(), reason);
        try {
            acknowledged(letter);
        } catch (RecordTooLargeException _) {
            var omitted = letter(command, null, reason);
            omitted.headers()
                    .add(OMITTED_BYTES, Integer.toString(command.value().length).getBytes(UTF_8));
            acknowledged(omitted);
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> command, byte @Nullable [] value, String reason) {
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, null, command.key(), value, command.headers());
        var cut = reason.substring(0, Math.min(reason.length(), REASON_CHARACTERS_MAX));
        letter.headers()
                .add(REASON, cut.getBytes(UTF_8))
                .add(TOPIC, command.topic().getBytes(UTF_8))
                .add(PARTITION, Integer.toString(command.partition()).getBytes(UTF_8))
                .add(OFFSET, Long.toString(command.offset()).getBytes(UTF_8));
        return letter;
    }

    private void acknowledged(ProducerRecord<byte[], byte[]> letter) {
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(REQUEST_WITHIN_MS));
    }
}
