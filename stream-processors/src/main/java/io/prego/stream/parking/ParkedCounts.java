package io.prego.stream.parking;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much one consumer of this process has parked, by partition, for health and metrics. Thread-safe. */
public final class ParkedCounts {

    private record Count(long keys, long records) {}

    private final String consumer;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    private ParkedCounts(String consumer) {
        this.consumer = consumer;
    }

    /** @param consumer as dead letters name it; tags the gauges */
    public static ParkedCounts of(String consumer, MeterRegistry meters) {
        var counts = new ParkedCounts(consumer);
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

    public String consumer() {
        return consumer;
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
        return details(List.of(this));
    }

    /** What several consumers have parked together. */
    public static Map<String, Object> details(List<ParkedCounts> all) {
        var keys = all.stream().mapToLong(ParkedCounts::keys).sum();
        var records = all.stream().mapToLong(ParkedCounts::records).sum();
        return keys == 0 ? Map.of() : Map.of("parked_keys", keys, "parked_records", records);
    }
}
