package io.prego.projection.engine;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A promise: whoever has read the inputs up to these offsets has seen all events up to the position.
 *
 * @param ends the offset behind the last record that may matter, per partition of the inputs
 */
record Mark(long position, Map<TopicPartition, Long> ends) {

    Mark {
        ends = Map.copyOf(ends);
    }

    /** The part of the promise that is about these partitions. */
    Mark only(Collection<TopicPartition> partitions) {
        return new Mark(
                position,
                ends.entrySet().stream()
                        .filter(end -> partitions.contains(end.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** @param read the consumer's positions, which pass the markers of transactions too */
    boolean isReachedBy(Map<TopicPartition, Long> read) {
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue() == 0 || read.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
