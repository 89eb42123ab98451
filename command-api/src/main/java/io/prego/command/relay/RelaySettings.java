package io.prego.command.relay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound from {@code prego.relay.*}. The process refuses to start on a value out of range.
 *
 * @param batchEventsMax events in one Kafka transaction; 1 to 10,000
 * @param poll how long another node's append may go unnoticed, and four times as long where none has come for a while; 1 ms
 *     to 10 s
 * @param heartbeat how often the leader shows PostgreSQL that it lives; 100 ms to 10 s
 * @param lockTimeout after which silence a leader loses the lock; at least twice the heartbeat, at most 60 s
 * @param transactionTimeout after which Kafka aborts a transaction that nobody ends; 1 s to 60 s
 * @param drain how long a stop may go on relaying what is in the log; 0 to 60 s
 * @param replicationFactor of topics that are made; 1 to 9, or -1 for the default of the cluster
 */
@ConfigurationProperties(prefix = "prego.relay", ignoreUnknownFields = false)
record RelaySettings(
        @DefaultValue("1000") int batchEventsMax,
        @DefaultValue("5ms") Duration poll,
        @DefaultValue("500ms") Duration heartbeat,
        @DefaultValue("3s") Duration lockTimeout,
        @DefaultValue("10s") Duration transactionTimeout,
        @DefaultValue("2s") Duration drain,
        @DefaultValue("1") short replicationFactor) {

    private static final int BROKERS_OWN = -1;

    RelaySettings {
        require("batch-events-max", batchEventsMax, 1, 10_000);
        require("poll (ms)", poll.toMillis(), 1, 10_000);
        require("heartbeat (ms)", heartbeat.toMillis(), 100, 10_000);
        require("lock-timeout (ms)", lockTimeout.toMillis(), 2 * heartbeat.toMillis(), 60_000);
        require("transaction-timeout (ms)", transactionTimeout.toMillis(), 1_000, 60_000);
        require("drain (ms)", drain.toMillis(), 0, 60_000);
        if (replicationFactor != BROKERS_OWN) {
            require("replication-factor", replicationFactor, 1, 9);
        }
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "prego.relay.%s must be %d..%d, got %d".formatted(name, least, most, value));
        }
    }
}
