package io.prego.projection.engine;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Tells whether the broker answers a consumer. With nothing to read a fetch completes every 500 ms (Kafka's
 * {@code fetch.max.wait.ms}); a broker that hangs keeps connections open but completes none. For one thread.
 */
final class Pulse {

    private static final Duration SILENCE_MAX = Duration.ofSeconds(4);

    private final Consumer<?, ?> consumer;
    private double fetches;
    private boolean felt = true;
    private long last = System.nanoTime();

    Pulse(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** To be called after each poll. A connection that was lost is back only when a fetch has completed. */
    boolean isFelt(boolean hasRecords) {
        var now = System.nanoTime();
        var completed = metric("fetch-total");
        if (hasRecords || completed != fetches) {
            fetches = completed;
            last = now;
            felt = true;
        } else if (metric("connection-count") == 0 || now - last > SILENCE_MAX.toNanos()) {
            felt = false;
        }
        return felt;
    }

    private double metric(String name) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .mapToDouble(metric -> metric.getValue().metricValue() instanceof Double value ? value : 0)
                .sum();
    }
}
