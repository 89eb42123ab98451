package io.prego.projection.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.Topics;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.projection.deadletter.LetterReader.Kept;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Asks the consumer of a dead letter to try its record again. Connects when it is first used. Thread-safe. */
final class RedriveSender implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private @Nullable Producer<String, byte[]> open;

    RedriveSender(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Returns once the brokers have it; throws {@link KafkaException} when it is unknown whether they do. */
    void send(Kept kept) throws InterruptedException {
        var letter = kept.letter();
        var partition = letter.place().partition();
        // In the partition of the same number, so that whoever parked the record reads it, even where it has no key.
        var record = new ProducerRecord<String, byte[]>(
                Topics.REDRIVES, isPartition(partition) ? partition : null, kept.key(), null);
        DeadLetterHeaders.of(letter).forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        try {
            producer().send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException("the redrive is not acknowledged", e.getCause());
        }
    }

    private static boolean isPartition(int number) {
        return Topics.ALL.stream()
                .anyMatch(topic -> topic.name().equals(Topics.REDRIVES) && number < topic.partitions());
    }

    private synchronized Producer<String, byte[]> producer() {
        var producer = open;
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers", bootstrapServers,
                            "client.id", "prego-redrive",
                            "reconnect.backoff.max.ms", "2000",
                            "max.block.ms", "2000",
                            "request.timeout.ms", "2000",
                            "delivery.timeout.ms", "4000",
                            "enable.metrics.push", "false"),
                    new StringSerializer(),
                    new ByteArraySerializer());
            open = producer;
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close(CLOSE_LIMIT);
        }
    }
}
