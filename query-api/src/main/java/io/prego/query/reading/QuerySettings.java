package io.prego.query.reading;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound from {@code prego.query.*}. The process refuses to start on a value out of range.
 *
 * @param waitMax how long a read waits for its read model; 10 ms to 60 s
 * @param connectionsMax to the database; 1 to 200
 * @param connectionTimeout how long a read waits for one of them; 250 ms to 30 s
 */
@ConfigurationProperties(prefix = "prego.query", ignoreUnknownFields = false)
public record QuerySettings(
        @DefaultValue("2s") Duration waitMax,
        @DefaultValue("16") int connectionsMax,
        @DefaultValue("1500ms") Duration connectionTimeout) {

    public QuerySettings {
        require("wait-max", "10ms..60s", waitMax, within(waitMax, 10, 60_000));
        require("connections-max", "1..200", connectionsMax, connectionsMax >= 1 && connectionsMax <= 200);
        require("connection-timeout", "250ms..30s", connectionTimeout, within(connectionTimeout, 250, 30_000));
    }

    private static boolean within(Duration value, long leastMillis, long mostMillis) {
        return value.toMillis() >= leastMillis && value.toMillis() <= mostMillis;
    }

    private static void require(String name, String range, Object got, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("prego.query.%s must be %s, got %s".formatted(name, range, got));
        }
    }
}
