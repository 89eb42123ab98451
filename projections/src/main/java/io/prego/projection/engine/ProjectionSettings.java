package io.prego.projection.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound from {@code prego.projection.*}. The process refuses to start on a value out of range.
 *
 * @param ownerTimeout how long an owner may be silent before the database takes its projections away; 200 ms to 60 s
 * @param heartbeat how often a silent owner shows that it lives; at least 20 ms, at most a third of the timeout
 * @param batchRowsMax rows in one transaction; 1 to 10000
 * @param lagMax how long what is published may stay unstored before health is down; 100 ms to 1 h. By default so that it is
 *     noticed and told within 10 s
 */
@ConfigurationProperties(prefix = "prego.projection", ignoreUnknownFields = false)
public record ProjectionSettings(
        @DefaultValue("3s") Duration ownerTimeout,
        @DefaultValue("500ms") Duration heartbeat,
        @DefaultValue("2000") int batchRowsMax,
        @DefaultValue("8s") Duration lagMax) {

    public ProjectionSettings {
        check(
                !isOutside(ownerTimeout, Duration.ofMillis(200), Duration.ofMinutes(1)),
                "owner-timeout must be 200ms..60s",
                ownerTimeout);
        check(
                !isOutside(heartbeat, Duration.ofMillis(20), ownerTimeout.dividedBy(3)),
                "heartbeat must be 20ms..a third of owner-timeout",
                heartbeat);
        check(batchRowsMax >= 1 && batchRowsMax <= 10_000, "batch-rows-max must be 1..10000", batchRowsMax);
        check(!isOutside(lagMax, Duration.ofMillis(100), Duration.ofHours(1)), "lag-max must be 100ms..1h", lagMax);
    }

    private static boolean isOutside(Duration value, Duration least, Duration most) {
        return value.compareTo(least) < 0 || value.compareTo(most) > 0;
    }

    private static void check(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("prego.projection." + rule + ", got " + got);
        }
    }
}
