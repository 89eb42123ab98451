package io.prego.stream.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StreamSettingsTest {

    @Test
    void defaults() {
        assertThat(bind(Map.of("prego.stream.state-dir", "data/streams")))
                .isEqualTo(new StreamSettings(Path.of("data/streams"), null, Duration.ofMillis(10)));
    }

    @Test
    void every_key_is_mapped() {
        var bound = bind(Map.of(
                "prego.stream.state-dir", "elsewhere",
                "prego.stream.instance-id", "node-2",
                "prego.stream.commit-interval", "30ms"));
        assertThat(bound).isEqualTo(new StreamSettings(Path.of("elsewhere"), "node-2", Duration.ofMillis(30)));
    }

    @Test
    void what_is_out_of_range_is_refused_with_its_key() {
        assertRefused("", Duration.ofMillis(1), "prego.stream.instance-id");
        assertRefused("a b", Duration.ofMillis(1), "prego.stream.instance-id");
        assertRefused("a".repeat(41), Duration.ofMillis(1), "prego.stream.instance-id");
        assertRefused("1", Duration.ZERO, "prego.stream.commit-interval");
        assertRefused("1", Duration.ofMillis(1_001), "prego.stream.commit-interval");
    }

    private static void assertRefused(String instanceId, Duration commitInterval, String key) {
        assertThatThrownBy(() -> new StreamSettings(Path.of("any"), instanceId, commitInterval))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key);
    }

    private static StreamSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("prego.stream", StreamSettings.class)
                .get();
    }
}
