package io.prego.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.launch.Variables;
import io.prego.stream.StreamVariables.Pipeline;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamVariablesTest {

    private static final Path DATA = Path.of("data");

    @Test
    void the_local_pipeline_is_for_development() {
        assertThat(read(Map.of(), false)).isEqualTo(new StreamVariables(Pipeline.LOCAL, 300, null));
        assertThat(read(Map.of(), true).pipeline()).isEqualTo(Pipeline.EXTERNAL);
        assertThatThrownBy(() -> read(Map.of("PREGO_PIPELINE", "local"), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PREGO_ENV=production: PREGO_PIPELINE must be external");
    }

    @Test
    void two_names_on_one_data_folder_are_two_members_with_two_states() {
        var first = read(Map.of("PREGO_INSTANCE", "a"), false).properties(DATA);
        var second = read(Map.of("PREGO_INSTANCE", "b"), false).properties(DATA);
        assertThat(first)
                .containsEntry("prego.stream.instance-id", "a")
                .containsEntry(
                        "prego.stream.state-dir", DATA.resolve("streams-a").toString());
        assertThat(second.get("prego.stream.state-dir")).isNotEqualTo(first.get("prego.stream.state-dir"));
    }

    @Test
    void without_a_name_it_names_itself() {
        assertThat(read(Map.of("PREGO_PIPELINE_STAGE_MS", "0"), false).properties(DATA))
                .isEqualTo(Map.of(
                        "prego.pipeline.mode",
                        "local",
                        "prego.pipeline.stage-ms",
                        0,
                        "prego.stream.state-dir",
                        DATA.resolve("streams").toString()));
    }

    @ParameterizedTest
    @CsvSource({"PREGO_PIPELINE,remote", "PREGO_PIPELINE_STAGE_MS,600001", "PREGO_INSTANCE,../b"})
    void a_bad_value_is_named_with_what_it_takes(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " must be")
                .hasMessageEndingWith(value);
    }

    private static StreamVariables read(Map<String, String> variables, boolean production) {
        return StreamVariables.read(new Variables(variables::get), production);
    }
}
