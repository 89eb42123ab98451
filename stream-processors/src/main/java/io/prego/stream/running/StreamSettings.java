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
 * @param instances how many processes are meant to share the work; 1 to 100
 * @param standbyReplicas of each store, kept warm by processes that do not own it; 0 to 5; null: 0 for one process, 1 for
 *     several
 * @param commitInterval how long a topology that records come to without a pause gathers versions of a state before it
 *     publishes them in one transaction; 1 to 1,000 ms
 */
@ConfigurationProperties(prefix = "prego.stream", ignoreUnknownFields = false)
public record StreamSettings(
        Path stateDir,
        @Nullable String instanceId,
        @DefaultValue("1") int instances,
        @Nullable Integer standbyReplicas,
        @DefaultValue("50ms") Duration commitInterval) {

    private static final int INSTANCES_MAX = 100;
    private static final int STANDBYS_MAX = 5;
    private static final Duration COMMIT_INTERVAL_MAX = Duration.ofSeconds(1);

    public StreamSettings {
        if (instanceId != null && !InstanceId.isValid(instanceId)) {
            throw new IllegalArgumentException(
                    "prego.stream.instance-id must be 1 to 40 of [A-Za-z0-9_-], got '%s'".formatted(instanceId));
        }
        if (instances < 1 || instances > INSTANCES_MAX) {
            throw new IllegalArgumentException("prego.stream.instances must be 1 to 100, got " + instances);
        }
        if (standbyReplicas != null && (standbyReplicas < 0 || standbyReplicas > STANDBYS_MAX)) {
            throw new IllegalArgumentException("prego.stream.standby-replicas must be 0 to 5, got " + standbyReplicas);
        }
        if (commitInterval.toMillis() < 1 || commitInterval.compareTo(COMMIT_INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException(
                    "prego.stream.commit-interval must be 1 to 1000 ms, got " + commitInterval);
        }
    }

    /** How many copies of each store stand by. */
    public int standbys() {
        if (standbyReplicas != null) {
            return standbyReplicas;
        }
        return instances > 1 ? 1 : 0;
    }
}
