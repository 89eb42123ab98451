package io.prego.projection.engine;

import java.util.Map;
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

    /** @param read the consumer's positions, which pass the markers of transactions too */
    boolean isReachedBy(Map<TopicPartition, Long> read) {
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue() == 0 || read.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
