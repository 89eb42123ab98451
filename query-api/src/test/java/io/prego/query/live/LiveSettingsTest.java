package io.prego.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LiveSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void defaults() {
        assertThat(bound(Map.of())).isEqualTo(new LiveSettings(200, Duration.ofSeconds(15)));
    }

    @Test
    void every_key_is_taken() {
        assertThat(bound(Map.of("prego.live.streams-max", "3", "prego.live.heartbeat", "1s")))
                .isEqualTo(new LiveSettings(3, SECOND));
    }

    @Test
    void every_bound_is_kept() {
        refused(0, SECOND, "prego.live.streams-max must be 1..10000, got 0");
        refused(10_001, SECOND, "prego.live.streams-max must be 1..10000, got 10001");
        refused(1, Duration.ofMillis(49), "prego.live.heartbeat must be 50ms..60s");
        refused(1, Duration.ofMillis(60_001), "prego.live.heartbeat must be 50ms..60s");
    }

    private static void refused(int streamsMax, Duration heartbeat, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveSettings(streamsMax, heartbeat))
                .withMessageStartingWith(message);
    }

    private static LiveSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("prego.live", LiveSettings.class);
    }
}
