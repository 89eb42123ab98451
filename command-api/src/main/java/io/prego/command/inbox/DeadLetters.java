package io.prego.command.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.Topics;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
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

    static final String REASON = DeadLetterHeaders.REASON;
    static final String TOPIC = DeadLetterHeaders.TOPIC;
    static final String PARTITION = DeadLetterHeaders.PARTITION;
    static final String OFFSET = DeadLetterHeaders.OFFSET;
    static final String OMITTED_BYTES = DeadLetterHeaders.OMITTED_BYTES;

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
    void bury(ConsumerRecord<byte[], byte[]> command, DeadLetter known) {
        var letter = letter(command, command.value(), known);
        try {
            acknowledged(letter);
        } catch (RecordTooLargeException _) {
            var omitted = letter(command, null, known);
            omitted.headers()
                    .add(OMITTED_BYTES, Integer.toString(command.value().length).getBytes(UTF_8));
            acknowledged(omitted);
        }
    }

    /** The command was done after all. As {@link #bury}. */
    void close(ConsumerRecord<byte[], byte[]> command, DeadLetter known) {
        var letter = new ProducerRecord<byte[], byte[]>(Topics.DEAD_LETTERS, command.partition(), command.key(), null);
        add(letter, known.redriven());
        acknowledged(letter);
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> command, byte @Nullable [] value, DeadLetter known) {
        var letter =
                new ProducerRecord<>(Topics.DEAD_LETTERS, command.partition(), command.key(), value, command.headers());
        add(letter, known);
        return letter;
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, DeadLetter known) {
        DeadLetterHeaders.of(known).forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
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
