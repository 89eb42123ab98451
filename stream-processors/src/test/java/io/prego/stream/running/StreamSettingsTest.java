package io.prego.stream.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StreamSettingsTest {

    @Test
    void defaults() {
        assertThat(bind(Map.of("prego.stream.state-dir", "data/streams")))
                .isEqualTo(new StreamSettings(Path.of("data/streams"), null, 1, null, Duration.ofMillis(50)));
    }

    @Test
    void every_key_is_mapped() {
        var bound = bind(Map.of(
                "prego.stream.state-dir", "elsewhere",
                "prego.stream.instance-id", "node-2",
                "prego.stream.instances", "3",
                "prego.stream.standby-replicas", "2",
                "prego.stream.commit-interval", "30ms"));
        assertThat(bound).isEqualTo(new StreamSettings(Path.of("elsewhere"), "node-2", 3, 2, Duration.ofMillis(30)));
    }

    @Test
    void what_is_out_of_range_is_refused_with_its_key() {
        assertRefused("", Duration.ofMillis(1), "prego.stream.instance-id");
        assertRefused("a b", Duration.ofMillis(1), "prego.stream.instance-id");
        assertRefused("a".repeat(41), Duration.ofMillis(1), "prego.stream.instance-id");
        assertRefused("1", Duration.ZERO, "prego.stream.commit-interval");
        assertRefused("1", Duration.ofMillis(1_001), "prego.stream.commit-interval");
    }

    @ParameterizedTest
    @CsvSource({"0,,instances", "101,,instances", "1,-1,standby-replicas", "1,6,standby-replicas"})
    void numbers_of_processes_and_copies_have_their_bounds(int instances, Integer standbys, String key) {
        assertThatThrownBy(() -> new StreamSettings(Path.of("any"), null, instances, standbys, Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prego.stream." + key);
    }

    @ParameterizedTest
    @CsvSource({"1,,0", "2,,1", "100,,1", "2,0,0", "1,5,5"})
    void a_process_that_is_not_alone_has_one_standby_unless_told(int instances, Integer standbys, int expected) {
        assertThat(new StreamSettings(Path.of("any"), null, instances, standbys, Duration.ofMillis(1)).standbys())
                .isEqualTo(expected);
    }

    private static void assertRefused(String instanceId, Duration commitInterval, String key) {
        assertThatThrownBy(() -> new StreamSettings(Path.of("any"), instanceId, 1, null, commitInterval))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key);
    }

    private static StreamSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("prego.stream", StreamSettings.class)
                .get();
    }
}
