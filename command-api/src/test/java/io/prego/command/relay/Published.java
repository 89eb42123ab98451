package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.event.CloudEvent;
import io.prego.event.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a consumer with {@code read_committed}, which knows nothing of the relay, finds in the event topics. */
final class Published {

    private Published() {}

    static List<ConsumerRecord<byte[], byte[]>> records(String bootstrapServers) {
        return records(bootstrapServers, EventRecord.partitions());
    }

    static List<ConsumerRecord<byte[], byte[]>> records(
            String bootstrapServers, Collection<TopicPartition> partitions) {
        try (var consumer = consumer(bootstrapServers)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "fetch.max.wait.ms",
                50,
                "enable.auto.commit",
                false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Each event of the log is there once, whole, and after every earlier event with its key. */
    static void assertExactlyTheLog(String bootstrapServers, TestLog log) {
        // A transaction that is committed ends in one partition after the other.
        var records = await().atMost(RelayRun.PATIENCE)
                .until(() -> records(bootstrapServers), found -> found.size() >= log.events.head());
        assertThat(records.stream().map(EventRecord::position).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.events.head()).boxed().toList());
        var last = new HashMap<TopicPartition, Long>();
        for (var found : records) {
            var partition = new TopicPartition(found.topic(), found.partition());
            assertThat(EventRecord.position(found)).isGreaterThan(last.getOrDefault(partition, 0L));
            last.put(partition, EventRecord.position(found));
        }
        assertContent(records, log);
    }

    private static void assertContent(List<ConsumerRecord<byte[], byte[]>> records, TestLog log) {
        var expected = new HashMap<Long, RecordedEvent>();
        log.events.read(0, Math.toIntExact(log.events.head())).forEach(event -> expected.put(event.position(), event));
        for (var found : records) {
            var read = CloudEvent.read(headers(found), found.value());
            assertThat(read).usingRecursiveComparison().isEqualTo(expected.get(EventRecord.position(found)));
        }
    }

    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> found) {
        var headers = new HashMap<String, String>();
        found.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
