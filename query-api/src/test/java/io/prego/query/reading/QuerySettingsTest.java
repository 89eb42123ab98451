package io.prego.query.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class QuerySettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void defaults() {
        assertThat(bound(Map.of())).isEqualTo(new QuerySettings(Duration.ofSeconds(2), 16, Duration.ofMillis(1500)));
    }

    @Test
    void every_key_is_taken() {
        assertThat(bound(Map.of(
                        "prego.query.wait-max", "1s",
                        "prego.query.connections-max", "3",
                        "prego.query.connection-timeout", "1s")))
                .isEqualTo(new QuerySettings(SECOND, 3, SECOND));
    }

    @Test
    void every_bound_is_kept() {
        refused(Duration.ofMillis(9), 1, SECOND, "prego.query.wait-max must be 10ms..60s");
        refused(Duration.ofMillis(60_001), 1, SECOND, "prego.query.wait-max must be 10ms..60s");
        refused(SECOND, 0, SECOND, "prego.query.connections-max must be 1..200, got 0");
        refused(SECOND, 201, SECOND, "prego.query.connections-max must be 1..200, got 201");
        refused(SECOND, 1, Duration.ofMillis(249), "prego.query.connection-timeout must be 250ms..30s");
        refused(SECOND, 1, Duration.ofMillis(30_001), "prego.query.connection-timeout must be 250ms..30s");
    }

    private static void refused(Duration waitMax, int connectionsMax, Duration connectionTimeout, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuerySettings(waitMax, connectionsMax, connectionTimeout))
                .withMessageStartingWith(message);
    }

    private static QuerySettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("prego.query", QuerySettings.class);
    }
}
