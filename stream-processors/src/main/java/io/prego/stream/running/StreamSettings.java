package io.prego.stream.running;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound from {@code prego.stream.*}. The process refuses to start on a value out of range.
 *
 * @param stateDir where topologies keep their stores; losing it costs a restore from Kafka, not data
 * @param instanceId names this process among those that share the work; the same after a restart, so that it gets its
 *     partitions back at once; 1 to 40 of {@code [A-Za-z0-9_-]}; null: as {@link InstanceId} keeps it
 * @param commitInterval how long a topology gathers versions of a state before it publishes them in one transaction; 1
 *     to 1,000 ms
 */
@ConfigurationProperties(prefix = "prego.stream", ignoreUnknownFields = false)
public record StreamSettings(
        Path stateDir,
        @Nullable String instanceId,
        @DefaultValue("10ms") Duration commitInterval) {

    private static final Duration COMMIT_INTERVAL_MAX = Duration.ofSeconds(1);

    public StreamSettings {
        if (instanceId != null && !InstanceId.isValid(instanceId)) {
            throw new IllegalArgumentException(
                    "prego.stream.instance-id must be 1 to 40 of [A-Za-z0-9_-], got '%s'".formatted(instanceId));
        }
        if (commitInterval.toMillis() < 1 || commitInterval.compareTo(COMMIT_INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException(
                    "prego.stream.commit-interval must be 1 to 1000 ms, got " + commitInterval);
        }
    }
}
