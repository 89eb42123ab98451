package io.prego.projection.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * Tells whether the broker answers a consumer. With nothing to read a fetch completes every 500 ms (Kafka's
 * {@code fetch.max.wait.ms}); a broker that hangs keeps connections open but completes none. For one thread.
 */
final class Pulse {

    private static final Duration SILENCE_MAX = Duration.ofSeconds(4);

    private final List<Metric> fetches;
    private final List<Metric> connections;
    private double completed;
    private boolean felt = true;
    private long last = System.nanoTime();

    Pulse(Consumer<?, ?> consumer) {
        this.fetches = metrics(consumer, "fetch-total");
        this.connections = metrics(consumer, "connection-count");
    }

    /** To be called after each poll. A connection that was lost is back only when a fetch has completed. */
    boolean isFelt(boolean hasRecords) {
        var now = System.nanoTime();
        var completedNow = sum(fetches);
        if (hasRecords || completedNow != completed) {
            completed = completedNow;
            last = now;
            felt = true;
        } else if (sum(connections) == 0 || now - last > SILENCE_MAX.toNanos()) {
            felt = false;
        }
        return felt;
    }

    // Once: a consumer of many partitions has hundreds of metrics, and is polled hundreds of times a second.
    private static List<Metric> metrics(Consumer<?, ?> consumer, String name) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .<Metric>map(Map.Entry::getValue)
                .toList();
    }

    private static double sum(List<Metric> metrics) {
        return metrics.stream()
                .mapToDouble(metric -> metric.metricValue() instanceof Double value ? value : 0)
                .sum();
    }
}
