package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProjectionSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration BEAT = Duration.ofMillis(100);

    @Test
    void defaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new ProjectionSettings(
                        Duration.ofSeconds(3), Duration.ofMillis(500), 2000, Duration.ofSeconds(8)));
    }

    @Test
    void every_key_is_taken() {
        assertThat(bound(Map.of(
                        "prego.projection.owner-timeout", "1s",
                        "prego.projection.heartbeat", "100ms",
                        "prego.projection.batch-rows-max", "7",
                        "prego.projection.lag-max", "2s")))
                .isEqualTo(new ProjectionSettings(SECOND, BEAT, 7, Duration.ofSeconds(2)));
    }

    @Test
    void every_bound_is_kept() {
        refused(Duration.ofMillis(199), BEAT, 1, "prego.projection.owner-timeout must be 200ms..60s");
        refused(Duration.ofMillis(60_001), BEAT, 1, "prego.projection.owner-timeout must be 200ms..60s");
        refused(SECOND, Duration.ofMillis(19), 1, "prego.projection.heartbeat must be 20ms..a third of owner-timeout");
        refused(SECOND, Duration.ofMillis(334), 1, "prego.projection.heartbeat must be 20ms..a third of owner-timeout");
        refused(SECOND, BEAT, 0, "prego.projection.batch-rows-max must be 1..10000, got 0");
        refused(SECOND, BEAT, 10_001, "prego.projection.batch-rows-max must be 1..10000, got 10001");
    }

    @Test
    void both_bounds_of_the_lag_are_kept() {
        for (var lagMax : List.of(Duration.ofMillis(99), Duration.ofMillis(3_600_001))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ProjectionSettings(SECOND, BEAT, 1, lagMax))
                    .withMessageStartingWith("prego.projection.lag-max must be 100ms..1h, got " + lagMax);
        }
    }

    private static void refused(Duration ownerTimeout, Duration heartbeat, int batchRowsMax, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProjectionSettings(ownerTimeout, heartbeat, batchRowsMax, SECOND))
                .withMessageStartingWith(message);
    }

    private static ProjectionSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("prego.projection", ProjectionSettings.class);
    }
}
