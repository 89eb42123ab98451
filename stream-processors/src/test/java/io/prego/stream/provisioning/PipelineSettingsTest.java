package io.prego.stream.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.event.provisioning.Transport;
import io.prego.stream.provisioning.PipelineSettings.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PipelineSettingsTest {

    @Test
    void defaults() {
        assertThat(bind(Map.of())).isEqualTo(new PipelineSettings(Mode.EXTERNAL, 300, 256));
    }

    @Test
    void every_key_is_mapped() {
        var bound = bind(Map.of(
                "prego.pipeline.mode", "local",
                "prego.pipeline.stage-ms", "0",
                "prego.pipeline.in-flight-max", "8"));
        assertThat(bound).isEqualTo(new PipelineSettings(Mode.LOCAL, 0, 8));
    }

    @Test
    void what_is_out_of_range_is_refused_with_its_key() {
        assertRefused(-1, 1, "prego.pipeline.stage-ms");
        assertRefused(600_001, 1, "prego.pipeline.stage-ms");
        assertRefused(0, 0, "prego.pipeline.in-flight-max");
        assertRefused(0, 10_001, "prego.pipeline.in-flight-max");
    }

    @Test
    void only_a_local_pipeline_has_a_way_to_it() {
        assertThat(new PipelineSettings(Mode.LOCAL, 0, 1).transport()).isEqualTo(Transport.LOCAL);
        assertThat(new PipelineSettings(Mode.EXTERNAL, 0, 1).transport()).isNull();
    }

    private static void assertRefused(int stageMs, int inFlightMax, String key) {
        assertThatThrownBy(() -> new PipelineSettings(Mode.LOCAL, stageMs, inFlightMax))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key);
    }

    private static PipelineSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("prego.pipeline", PipelineSettings.class);
    }
}
