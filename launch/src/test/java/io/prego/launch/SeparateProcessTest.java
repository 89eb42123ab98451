package io.prego.launch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparateProcessTest {

    private static final SeparateProcess ANY = new SeparateProcess("any", 8081, Object.class);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "INTERNAL_API_KEY", "PREGO_MASTER_KEY_FILE"})
    void what_all_processes_share_must_be_given(String name) {
        var variables = given();
        variables.remove(name);
        assertThatThrownBy(() -> start(variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be set, and be the same for all processes");
    }

    @Test
    void no_master_key_is_made_where_there_is_none() {
        assertThatThrownBy(() -> start(given()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PREGO_MASTER_KEY_FILE: there is no file " + folder.resolve("master-key"));
    }

    private static void start(Map<String, String> variables) throws Exception {
        ANY.start(new Variables(variables::get), (_, _) -> Map.of()).close();
    }

    private Map<String, String> given() {
        return new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "DATABASE_URL", "postgres://prego@db/prego",
                "INTERNAL_API_KEY", "a-key",
                "PREGO_MASTER_KEY_FILE", folder.resolve("master-key").toString()));
    }
}
