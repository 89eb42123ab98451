package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.edge.access.InternalKeys;
import io.prego.edge.limit.RateLimit;
import io.prego.edge.mac.ServerSecret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EdgeSettingsTest {

    @Test
    void nothing_set_is_no_origin_no_proxy_no_rate_and_two_thousand_in_flight_of_64_mebibytes() {
        assertThat(EdgeSettings.defaults())
                .isEqualTo(new EdgeSettings(List.of(), List.of(), List.of(), 2_000, 64 << 20));
    }

    @Test
    void each_setting_is_read_by_its_name() {
        var environment = Map.of(
                "ALLOWED_ORIGINS", "https://a.example, http://localhost:3000",
                "TRUSTED_PROXIES", "10.0.0.0/8,::1",
                "TENANTS_PER_MINUTE", "30",
                "REQUESTS_IN_FLIGHT_MAX", "10",
                "REQUEST_BYTES_IN_FLIGHT_MAX", "2000000");

        assertThat(EdgeSettings.from(environment::get))
                .isEqualTo(new EdgeSettings(
                        List.of("https://a.example", "http://localhost:3000"),
                        List.of("10.0.0.0/8", "::1"),
                        List.of(new RateLimit("POST", "/v1/tenants", 30)),
                        10,
                        2_000_000));
    }

    @Test
    void a_value_out_of_range_is_refused_by_name() {
        for (var bad : List.of(
                Map.entry("ALLOWED_ORIGINS", "*"),
                Map.entry("ALLOWED_ORIGINS", "https://a.example/"),
                Map.entry("ALLOWED_ORIGINS", "a.example"),
                Map.entry("TRUSTED_PROXIES", "10.0.0.0/33"),
                Map.entry("TRUSTED_PROXIES", "proxy.example"),
                Map.entry("TRUSTED_PROXIES", "10.0.0.0/x"),
                Map.entry("TENANTS_PER_MINUTE", "many"),
                Map.entry("REQUESTS_IN_FLIGHT_MAX", "0"),
                Map.entry("REQUESTS_IN_FLIGHT_MAX", "100001"),
                Map.entry("REQUEST_BYTES_IN_FLIGHT_MAX", "1048575"),
                Map.entry("REQUEST_BYTES_IN_FLIGHT_MAX", "1073741825"))) {
            assertThatThrownBy(() -> EdgeSettings.from(Map.ofEntries(bad)::get))
                    .as(bad.toString())
                    .hasMessageContaining(bad.getKey());
        }
        assertThatThrownBy(() -> EdgeSettings.from(Map.of("TENANTS_PER_MINUTE", "-1")::get))
                .hasMessageContaining("1..1000000");
    }

    @Test
    void secrets_are_checked_and_never_printed() {
        assertThatThrownBy(() -> new ServerSecret(new byte[31])).hasMessageContaining("at least 32 bytes");
        assertThat(new ServerSecret(new byte[32])).hasToString("ServerSecret[hidden]");
        for (var keys : List.of(Set.<String>of(), Set.of(" "), Set.of("planted-a", "planted-b", "planted-c"))) {
            assertThatThrownBy(() -> InternalKeys.of(keys))
                    .hasMessageContaining("one or two")
                    .message()
                    .doesNotContain("planted");
        }
        assertThat(InternalKeys.of(Set.of("planted-a")).toString()).doesNotContain("planted");
    }
}
