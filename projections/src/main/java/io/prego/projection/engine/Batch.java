package io.prego.projection.engine;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction stores.
 *
 * @param rows in the order of their records
 * @param parked what is put aside
 * @param offsets what is read next of each partition that moved
 * @param watermark the position up to which everything is stored with this batch; null when that is not known
 */
record Batch<T>(
        List<T> rows,
        Parking parked,
        Map<TopicPartition, Long> offsets,
        @Nullable Long watermark) {

    boolean isEmpty() {
        return rows.isEmpty() && parked.isEmpty() && watermark == null;
    }
}
