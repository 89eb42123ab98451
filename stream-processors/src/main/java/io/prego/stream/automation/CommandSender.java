package io.prego.stream.automation;

import io.prego.event.Topics;
import io.prego.event.command.CommandMessage;
import io.prego.stream.running.TextHeaders;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Puts messages on the commands topic. A message may arrive twice after a failure: its idempotency key makes the second one
 * harmless. Thread-safe.
 */
public final class CommandSender implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;

    public CommandSender(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** The future ends when the message is kept by all replicas, or fails when it cannot be known. */
    public Future<RecordMetadata> send(CommandMessage message) {
        return producer.send(new ProducerRecord<>(
                Topics.COMMANDS,
                null,
                message.command().targetId(),
                message.value(),
                TextHeaders.of(message.headers())));
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
