package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.compose.Environment.Pipeline;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(environment.serverPort()).isEqualTo(8080);
        assertThat(environment.kafkaPort()).isEqualTo(19092);
        assertThat(environment.postgresPort()).isEqualTo(15432);
        assertThat(environment.dataDir().getFileName()).hasToString(".prego-data");
        assertThat(environment.pipeline()).isEqualTo(Pipeline.LOCAL);
        assertThat(environment.stageMs()).isEqualTo(300);
        assertThat(environment.production()).isFalse();
    }

    @Test
    void production_runs_on_given_parts_with_an_external_pipeline() {
        var environment = Environment.read(PRODUCTION::get);
        assertThat(environment.production()).isTrue();
        assertThat(environment.pipeline()).isEqualTo(Pipeline.EXTERNAL);
        assertThat(environment.database())
                .isEqualTo("jdbc:postgresql://db:5432/prego?user=prego&password=s%40cret&sslmode=require");
        assertThat(DatabaseUrl.toJdbc("postgres://u:s3^cr+t@my_db/prego"))
                .isEqualTo("jdbc:postgresql://my_db/prego?user=u&password=s3%5Ecr%2Bt&");
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_BOOTSTRAP_SERVERS,''",
        "DATABASE_URL,''",
        "INTERNAL_API_KEY,''",
        "PREGO_MASTER_KEY_FILE,''",
        "PREGO_PIPELINE,local",
        "NEXT_PUBLIC_PREGO_ONBOARDING_DEBUG,1",
        "TRIAL_FORCE_BUSINESS_EMAILS,ada@example.com"
    })
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
        "SERVER_PORT,http",
        "PREGO_KAFKA_PORT,-1",
        "PREGO_POSTGRES_PORT,65536",
        "PREGO_PIPELINE_STAGE_MS,600001",
        "PREGO_PIPELINE,remote",
        "PREGO_ENV,staging"
    })
    void a_bad_value_is_named_with_what_it_takes(String name, String value) {
        assertThatThrownBy(() -> Environment.read(Map.of(name, value)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " must be")
                .hasMessageEndingWith(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:s3cret@db/x",
                "postgres://u:s3cret@/x",
                "postgres://u:s3cret@db:port/x",
                "postgres://u:s3cret@db",
                "jdbc:mysql://db/x?password=s3cret",
                "jdbc:postgresql://db:port/x?user=u&password=s3cret"
            })
    void a_malformed_database_url_is_refused_without_being_repeated(String url) {
        assertThatThrownBy(() -> Environment.read(Map.of("DATABASE_URL", url)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("s3cret");
    }
}
