package io.prego.projection.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out whether there is anything to fold between what a topology committed and the end of its input. A topology
 * that begins again commits nothing for markers and aborted records alone, so that its offsets may stay before an end
 * behind which nothing is missing.
 */
final class TailProbe {

    private static final Duration PATIENCE_FIRST = Duration.ofMillis(300);
    private static final Duration PATIENCE_LONGEST = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess kafka;
    private Duration patience = PATIENCE_FIRST;
    private Map<TopicPartition, Long> gapsBefore = Map.of();
    private long since = System.nanoTime();

    TailProbe(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /**
     * Whether it is certain that no committed record lies in the gaps. Looks only where nothing was committed for a
     * while, since a topology that works closes its gaps itself, and ever more rarely. What is committed of partitions
     * without a gap says nothing of those that have one.
     *
     * @param ends of the partitions that have a gap
     * @param committed of all partitions: where each gap begins; 0 where nothing was committed
     */
    boolean holdNothing(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
        var gaps = new HashMap<TopicPartition, Long>();
        ends.keySet().forEach(partition -> gaps.put(partition, committed.getOrDefault(partition, 0L)));
        if (!gaps.equals(gapsBefore)) {
            gapsBefore = gaps;
            since = System.nanoTime();
        }
        if (System.nanoTime() - since < patience.toNanos()) {
            return false;
        }
        since = System.nanoTime();
        patience =
                patience.multipliedBy(2).compareTo(PATIENCE_LONGEST) > 0 ? PATIENCE_LONGEST : patience.multipliedBy(2);
        return ends.entrySet().stream()
                .allMatch(end -> holdsNothing(end.getKey(), committed.getOrDefault(end.getKey(), 0L), end.getValue()));
    }

    private boolean holdsNothing(TopicPartition partition, long from, long end) {
        try (var consumer = kafka.consumer(1)) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            var deadline = System.nanoTime() + POLL.multipliedBy(5).toNanos();
            while (consumer.position(partition) < end) {
                if (!consumer.poll(POLL).isEmpty() || System.nanoTime() > deadline) {
                    return false;
                }
            }
            return true;
        }
    }
}
