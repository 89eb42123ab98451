package io.prego.query.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound from {@code prego.live.*}. The process refuses to start on a value out of range.
 *
 * @param streamsMax open at once on this node; 1 to 10,000
 * @param heartbeat how long a stream is silent at most; 50 ms to 60 s, since proxies take longer silence for death
 */
@ConfigurationProperties(prefix = "prego.live", ignoreUnknownFields = false)
public record LiveSettings(
        @DefaultValue("200") int streamsMax,
        @DefaultValue("15s") Duration heartbeat) {

    public LiveSettings {
        require("streams-max", "1..10000", streamsMax, streamsMax >= 1 && streamsMax <= 10_000);
        require("heartbeat", "50ms..60s", heartbeat, heartbeat.toMillis() >= 50 && heartbeat.toMillis() <= 60_000);
    }

    private static void require(String name, String range, Object got, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("prego.live.%s must be %s, got %s".formatted(name, range, got));
        }
    }
}
