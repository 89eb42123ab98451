package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.schema.Schemas;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock("world")
class SchemaQueriesTest {

    private static final String SUBJECT = "io.prego.tenant.TenantRegistered";
    private static final String REGISTRY = "application/vnd.schemaregistry.v1+json";

    private final World world = World.get();

    @Test
    void a_schema_is_found_by_the_id_in_a_record_as_clients_of_the_registry_ask() {
        var answer =
                world.get("/schemas/ids/1?fetchMaxId=false&subject=any", "Accept", REGISTRY + ", application/json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fieldNames()).containsExactly("schema");
        assertThat(new Schema.Parser().parse(answer.text("schema")))
                .isEqualTo(Schemas.committed().latest(SUBJECT).schema());
    }

    @Test
    void subjects_and_versions_are_listed() {
        assertThat(world.get("/subjects").body())
                .contains("\"" + SUBJECT + "\"")
                .startsWith("[");
        assertThat(world.get("/subjects/" + SUBJECT + "/versions").body()).isEqualTo("[1]");
        for (var version : new String[] {"1", "latest"}) {
            var answer = world.get("/subjects/" + SUBJECT + "/versions/" + version);
            assertThat(answer.fieldNames()).containsExactly("subject", "version", "id", "schema");
            assertThat(answer.json().path("id").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/schemas/ids/0, 404, 40403",
        "/schemas/ids/99999999999, 404, 40403",
        "/schemas/ids/abc, 404, 40403",
        "/subjects/nobody/versions, 404, 40401",
        "/subjects/nobody/versions/latest, 404, 40401",
        "/subjects/nobody/versions/1, 404, 40401",
        "/subjects/io.prego.tenant.TenantRegistered/versions/2, 404, 40402",
        "/subjects/io.prego.tenant.TenantRegistered/versions/0, 422, 42202",
        "/subjects/io.prego.tenant.TenantRegistered/versions/new, 422, 42202"
    })
    void what_is_missing_has_the_registry_s_code_in_a_problem_document(String path, int status, int code) {
        var answer = world.get(path, "Accept", REGISTRY);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("error_code").asInt()).isEqualTo(code);
        assertThat(answer.text("message")).isNotEmpty();
    }

    @Test
    void the_topics_are_described() {
        var answer = world.get("/asyncapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text("asyncapi")).startsWith("3.");
    }
}
