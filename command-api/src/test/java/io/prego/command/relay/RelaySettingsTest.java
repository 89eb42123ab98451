package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RelaySettingsTest {

    @Test
    void the_defaults_are_those_of_the_documentation() {
        assertThat(bound(Map.of()))
                .isEqualTo(new RelaySettings(
                        1_000,
                        Duration.ofMillis(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        (short) 1));
    }

    @Test
    void every_key_is_mapped() {
        assertThat(bound(Map.of(
                        "prego.relay.batch-events-max", "7",
                        "prego.relay.poll", "20ms",
                        "prego.relay.heartbeat", "1s",
                        "prego.relay.lock-timeout", "4s",
                        "prego.relay.transaction-timeout", "20s",
                        "prego.relay.drain", "0",
                        "prego.relay.replication-factor", "3")))
                .isEqualTo(new RelaySettings(
                        7,
                        Duration.ofMillis(20),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(20),
                        Duration.ZERO,
                        (short) 3));
    }

    @ParameterizedTest
    @CsvSource({
        "batch-events-max, 0",
        "batch-events-max, 10001",
        "poll, 0ms",
        "poll, 11s",
        "heartbeat, 99ms",
        "heartbeat, 11s",
        "lock-timeout, 999ms",
        "lock-timeout, 61s",
        "transaction-timeout, 999ms",
        "transaction-timeout, 61s",
        "drain, -1ms",
        "drain, 61s",
        "replication-factor, 0",
        "replication-factor, 10"
    })
    void a_value_out_of_range_stops_the_start(String key, String value) {
        assertThatThrownBy(() -> bound(Map.of("prego.relay." + key, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("prego.relay." + key)
                .hasMessageContaining("got ");
    }

    private static RelaySettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("prego.relay", RelaySettings.class);
    }
}
