package io.prego.benchmark.platform;

import io.prego.event.CloudEvent;
import io.prego.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** When each position reached a consumer that reads what is committed, from the end of the topics on. */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Long, Long> seen = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Thread reading = Thread.ofPlatform().daemon().unstarted(this::read);

    private Arrivals(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static Arrivals start(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = Topics.EVENTS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        var arrivals = new Arrivals(consumer);
        arrivals.reading.start();
        return arrivals;
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (var record : consumer.poll(POLL)) {
                    var header = record.headers().lastHeader(CloudEvent.POSITION);
                    var position = Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
                    if (seen.putIfAbsent(position, System.nanoTime()) != null) {
                        repeated.incrementAndGet();
                    }
                }
            }
        } catch (WakeupException _) {
            // The end.
        }
    }

    void forget() {
        seen.clear();
        repeated.set(0);
    }

    boolean hasAll(Set<Long> positions) {
        return seen.keySet().containsAll(positions);
    }

    /** By {@link System#nanoTime()}; null while it has not come. */
    @Nullable
    Long of(long position) {
        return seen.get(position);
    }

    /** Records that came more than once. */
    int repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reading.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
