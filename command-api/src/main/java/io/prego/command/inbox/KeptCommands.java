package io.prego.command.inbox;

import io.prego.event.deadletter.RecordPlace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a command again from where it stands: seldom, so each time with a connection of its own. */
final class KeptCommands {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int POLLS_MAX = 10;

    private final String bootstrapServers;

    KeptCommands(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Null when nothing stands there any more; throws what Kafka throws. */
    @Nullable
    ConsumerRecord<byte[], byte[]> find(RecordPlace place) {
        var partition = new TopicPartition(place.topic(), place.partition());
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            for (var polls = 0; polls < POLLS_MAX && consumer.position(partition) < end; polls++) {
                for (var record : consumer.poll(POLL)) {
                    return record.offset() == place.offset() ? record : null;
                }
            }
            if (consumer.position(partition) < end) {
                throw new TimeoutException("a command could not be read again in time");
            }
            return null;
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                "false",
                "max.poll.records",
                1,
                "request.timeout.ms",
                3_000,
                "default.api.timeout.ms",
                5_000);
    }
}
