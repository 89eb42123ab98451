package io.prego.torture.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a plain consumer with {@code read_committed} finds in a topic. */
final class Topic {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(200);

    private Topic() {}

    /**
     * @param records in the order of each partition
     * @param hidden partitions whose end could not be reached: a transaction has no end there
     */
    record Contents(List<ConsumerRecord<String, byte[]>> records, List<TopicPartition> hidden) {}

    static Contents read(String bootstrapServers, String topic) {
        var ends = ends(bootstrapServers, topic);
        try (var consumer = consumer(bootstrapServers, "read_committed")) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            var until = System.nanoTime() + LIMIT.toNanos();
            var hidden = List.copyOf(ends.keySet());
            while (!hidden.isEmpty() && System.nanoTime() < until) {
                consumer.poll(POLL).forEach(records::add);
                hidden = hidden.stream()
                        .filter(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))
                        .toList();
            }
            return new Contents(records, hidden);
        }
    }

    /** Of all that was written, committed or not. */
    private static Map<TopicPartition, Long> ends(String bootstrapServers, String topic) {
        try (var consumer = consumer(bootstrapServers, "read_uncommitted")) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return new HashMap<>(consumer.endOffsets(partitions));
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", isolation,
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
