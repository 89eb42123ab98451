package io.prego.command.relay;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds the last committed record of partitions. It reads to the high watermark as of the call, not only to the last
 * stable offset, which may still lie before what an ended transaction wrote.
 */
final class TopicTail {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    // Behind the last record may stand markers and the remains of aborted transactions.
    private static final long FIRST_SPAN = 16;
    private static final long SPAN_GROWTH = 16;

    private record Range(TopicPartition partition, long begin, long end) {

        long from(long span) {
            return Math.max(begin, end - span);
        }
    }

    private final RelayClients clients;

    TopicTail(RelayClients clients) {
        this.clients = clients;
    }

    /** Only partitions that hold a committed record are in the answer. */
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last(Collection<TopicPartition> partitions)
            throws InterruptedException {
        var last = new HashMap<TopicPartition, ConsumerRecord<byte[], byte[]>>();
        var unread = ranges(partitions);
        try (var consumer = clients.consumer()) {
            for (var span = FIRST_SPAN; !unread.isEmpty(); span *= SPAN_GROWTH) {
                readToEnd(consumer, unread, span, last);
                var read = span;
                unread.removeIf(range -> last.containsKey(range.partition()) || range.from(read) == range.begin());
            }
        }
        return last;
    }

    private static void readToEnd(
            KafkaConsumer<byte[], byte[]> consumer,
            Set<Range> ranges,
            long span,
            Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last) {
        consumer.assign(ranges.stream().map(Range::partition).toList());
        ranges.forEach(range -> consumer.seek(range.partition(), range.from(span)));
        var behind = new HashSet<>(ranges);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!behind.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "the end of %s does not become readable: a transaction hangs on it".formatted(behind));
            }
            for (var found : consumer.poll(POLL)) {
                last.put(new TopicPartition(found.topic(), found.partition()), found);
            }
            behind.removeIf(range -> consumer.position(range.partition()) >= range.end());
        }
    }

    private Set<Range> ranges(Collection<TopicPartition> partitions) throws InterruptedException {
        try (var admin = clients.admin()) {
            var begins = offsets(admin, partitions, OffsetSpec.earliest());
            return offsets(admin, partitions, OffsetSpec.latest()).entrySet().stream()
                    .map(end -> new Range(
                            end.getKey(),
                            begins.getOrDefault(end.getKey(), end.getValue()).offset(),
                            end.getValue().offset()))
                    .filter(range -> range.begin() < range.end())
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which) throws InterruptedException {
        var asked = partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which));
        try {
            return admin.listOffsets(asked).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new KafkaException("Kafka does not say where its partitions end", e);
        }
    }
}
