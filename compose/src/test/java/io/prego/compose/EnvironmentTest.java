package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.stream.StreamVariables.Pipeline;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    private static final Map<String, String> PRODUCTION = Map.of(
            "PREGO_ENV", "production",
            "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
            "DATABASE_URL", "postgres://prego:s%40cret@db:5432/prego?sslmode=require",
            "INTERNAL_API_KEY", "a-key",
            "PREGO_MASTER_KEY_FILE", "/run/secrets/master-key");

    @Test
    void unset_variables_have_their_defaults() {
        var environment = Environment.read(_ -> null);
        assertThat(environment.common().serverPort()).isEqualTo(8080);
        assertThat(environment.kafkaPort()).isEqualTo(19092);
        assertThat(environment.postgresPort()).isEqualTo(15432);
        assertThat(environment.streams().pipeline()).isEqualTo(Pipeline.LOCAL);
        assertThat(environment.streams().stageMs()).isEqualTo(300);
        assertThat(environment.demo()).isTrue();
    }

    @Test
    void production_runs_on_given_parts_with_an_external_pipeline() {
        var environment = Environment.read(PRODUCTION::get);
        assertThat(environment.common().production()).isTrue();
        assertThat(environment.streams().pipeline()).isEqualTo(Pipeline.EXTERNAL);
        assertThat(environment.demo()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"KAFKA_BOOTSTRAP_SERVERS,''", "DATABASE_URL,''", "PREGO_PIPELINE,local", "PREGO_DEMO,on"})
    void production_refuses_what_belongs_to_development(String name, String value) {
        var variables = new HashMap<>(PRODUCTION);
        variables.put(name, value);
        assertThatThrownBy(() -> Environment.read(variables::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PREGO_ENV=production: " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_PORT,65536",
        "PREGO_KAFKA_PORT,-1",
        "PREGO_POSTGRES_PORT,65536",
        "PREGO_PIPELINE_STAGE_MS,600001",
        "PREGO_PIPELINE,remote",
        "PREGO_DEMO,maybe"
    })
    void a_bad_value_is_named_with_what_it_takes(String name, String value) {
        assertThatThrownBy(() -> Environment.read(Map.of(name, value)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " must be")
                .hasMessageEndingWith(value);
    }
}
