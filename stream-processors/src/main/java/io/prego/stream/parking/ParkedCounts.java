package io.prego.stream.parking;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much one consumer of this process has parked, by partition, for health and metrics. Thread-safe. */
public final class ParkedCounts {

    private record Count(long keys, long records) {}

    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /** @param consumer tags the gauges */
    public static ParkedCounts of(String consumer, MeterRegistry meters) {
        var counts = new ParkedCounts();
        Gauge.builder("prego.parked.keys", counts, ParkedCounts::keys)
                .description("Keys that wait for a redrive")
                .tag("consumer", consumer)
                .register(meters);
        Gauge.builder("prego.parked.records", counts, ParkedCounts::records)
                .description("Records that wait for a redrive")
                .tag("consumer", consumer)
                .register(meters);
        return counts;
    }

    public void set(String partition, long keys, long records) {
        counts.put(partition, new Count(keys, records));
    }

    public void add(String partition, long keys, long records) {
        counts.merge(
                partition,
                new Count(keys, records),
                (count, more) -> new Count(count.keys + more.keys, count.records + more.records));
    }

    /** Another process has the partition now. */
    public void forget(String partition) {
        counts.remove(partition);
    }

    public long keys() {
        return counts.values().stream().mapToLong(Count::keys).sum();
    }

    public long records() {
        return counts.values().stream().mapToLong(Count::records).sum();
    }

    /** For an operator: empty while nothing is parked. */
    public Map<String, Object> details() {
        return keys() == 0 ? Map.of() : Map.of("parked_keys", keys(), "parked_records", records());
    }
}
