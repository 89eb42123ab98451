package io.prego.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {

    private static final Map<String, String> PRODUCTION = Map.of(
            "PREGO_ENV", "production",
            "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
            "DATABASE_URL", "postgres://prego:s%40cret@db:5432/prego?sslmode=require",
            "INTERNAL_API_KEY", "a-key",
            "PREGO_MASTER_KEY_FILE", "/run/secrets/master-key");

    @Test
    void unset_variables_have_their_defaults() {
        var surroundings = read(Map.of());
        assertThat(surroundings.serverPort()).isEqualTo(8081);
        assertThat(surroundings.dataDir().getFileName()).hasToString(".prego-data");
        assertThat(surroundings.production()).isFalse();
    }

    @Test
    void production_runs_on_given_parts() {
        var surroundings = read(PRODUCTION);
        assertThat(surroundings.production()).isTrue();
        assertThat(surroundings.database())
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
        "NEXT_PUBLIC_PREGO_ONBOARDING_DEBUG,1",
        "TRIAL_FORCE_BUSINESS_EMAILS,ada@example.com"
    })
    void production_refuses_what_belongs_to_development(String name, String value) {
        var variables = new HashMap<>(PRODUCTION);
        variables.put(name, value);
        assertThatThrownBy(() -> read(variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PREGO_ENV=production: " + name);
    }

    @ParameterizedTest
    @CsvSource({"SERVER_PORT,65536", "SERVER_PORT,http", "SERVER_PORT,-1", "PREGO_ENV,staging"})
    void a_bad_value_is_named_with_what_it_takes(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
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
        assertThatThrownBy(() -> read(Map.of("DATABASE_URL", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("s3cret");
    }

    private static Surroundings read(Map<String, String> variables) {
        return Surroundings.read(new Variables(variables::get), 8081);
    }
}
