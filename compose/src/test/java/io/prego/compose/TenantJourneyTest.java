package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.compose.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** From command to query on the whole platform, seen from outside. */
class TenantJourneyTest {

    @TempDir
    private static Path data;

    private static PregoProcess prego;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        prego = PregoProcess.start(data, Map.of());
        client = prego.client();
    }

    @AfterAll
    static void stop() {
        prego.close();
    }

    @Test
    void a_tenant_is_readable_at_once_and_becomes_active() {
        var accepted = client.register("journey");
        assertThat(accepted.status()).isEqualTo(202);
        var job = client.get("/v1/jobs/" + accepted.text("job_id"));
        assertThat(job.status()).isEqualTo(200);
        assertThat(job.text("trace_id")).isEqualTo(accepted.text("trace_id"));
        var completed = client.awaitJob(accepted.text("job_id"), "Completed");
        assertThat(names(completed.get("stages"), "stage"))
                .containsExactlyInAnyOrder("pulumi", "ansible", "zuplo_sync", "dns", "callback");
        assertThat(names(completed.get("stages"), "status")).containsOnly("completed");
        var tenant = client.await(
                () -> client.get("/v1/tenants/" + accepted.text("tenant_id")),
                answer -> answer.text("status").equals("active"));
        assertThat(tenant.body().has("connector_kind")).isFalse();
        assertThat(tenant.text("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }

    @Test
    void what_was_just_written_is_in_every_read_that_asks_for_its_position() {
        for (var i = 0; i < 20; i++) {
            var accepted = client.register("read-your-write-" + i);
            var position = accepted.header("x-event-position");
            var directory = client.get(
                    "/internal/tenants-directory?q=read-your-write-" + i,
                    request -> request.header("x-min-event-position", position));
            assertThat(directory.status()).as(directory.http().body()).isEqualTo(200);
            assertThat(directory.body().get("items").toString()).contains(accepted.text("tenant_id"));
            var events = client.get(
                    "/internal/events?tenant_id=" + accepted.text("tenant_id"),
                    request -> request.header("x-min-event-position", position));
            assertThat(names(events.body().get("items"), "type")).contains("provision_job.requested");
        }
    }

    @ParameterizedTest
    @CsvSource({"pulumi,pulumi", "ansible,ansible", "zuplo-sync,zuplo_sync", "callback,callback"})
    void a_slug_that_asks_for_it_fails_at_its_stage(String word, String stage) {
        var accepted = client.register("fail-" + word + "-here");
        var job = client.awaitJob(accepted.text("job_id"), "Failed");
        assertThat(job.get("failure_stage").asString()).isEqualTo(stage);
        var tenant = client.await(
                () -> client.get("/v1/tenants/" + accepted.text("tenant_id")),
                answer -> answer.text("status").equals("failed"));
        assertThat(tenant.status()).isEqualTo(200);
    }

    @Test
    void a_failed_dns_fails_no_job() {
        var accepted = client.register("fail-dns-here");
        var job = client.awaitJob(accepted.text("job_id"), "Completed");
        var dns = StreamSupport.stream(job.get("stages").spliterator(), false)
                .filter(stage -> stage.get("stage").asString().equals("dns"))
                .findFirst()
                .orElseThrow();
        assertThat(dns.get("status").asString()).isEqualTo("failed");
        assertThat(dns.get("best_effort").asBoolean()).isTrue();
    }

    @Test
    void a_job_that_cannot_be_placed_fails_before_anything_is_called() {
        var accepted = client.register("no-server", ", \"create_new_server\": false");
        var job = client.awaitJob(accepted.text("job_id"), "Failed");
        assertThat(job.get("failure_stage").asString()).isEqualTo("placement");
        assertThat(job.get("stages")).isEmpty();
        assertThat(history(accepted)).doesNotContain("provision_job.dispatch_attempted");
    }

    @Test
    void the_history_of_a_tenant_holds_every_fact_in_order() {
        var accepted = client.register("history");
        client.awaitJob(accepted.text("job_id"), "Completed");
        await().until(() -> history(accepted).containsAll(List.of("provision_job.dispatched", "tenant.activated")));
        assertThat(history(accepted))
                .startsWith(
                        "tenant.registered",
                        "tenant.trial_started",
                        "tenant.provisioning_started",
                        "provision_job.requested",
                        "provision_job.placement_decided",
                        "provision_job.dispatch_attempted")
                .containsSubsequence("provision_job.completed", "tenant.activated")
                .containsOnlyOnce("provision_job.dispatched", "provision_job.completed", "tenant.activated");
    }

    @Test
    void personal_fields_are_sealed_in_every_answer() {
        var accepted = client.register("sealed");
        var events = client.get(
                "/internal/events?type=tenant.registered&tenant_id=" + accepted.text("tenant_id"),
                request -> request.header("x-min-event-position", accepted.header("x-event-position")));
        var fact = events.body().get("items").get(0).get("data");
        assertThat(fact.get("owner_email").toString()).isEqualTo("{\"sealed\":true}");
        assertThat(events.http().body()).doesNotContain("planted.example");
    }

    @Test
    void connector_fields_are_in_every_directory_item() {
        client.register("connector-keys");
        var items = client.await(
                        () -> client.get("/internal/tenants-directory?q=connector-keys"),
                        answer -> answer.body().get("items").size() == 1)
                .body()
                .get("items");
        assertThat(items.get(0).get("connector_kind").isNull()).isTrue();
        assertThat(items.get(0).get("connector_credential_ref").isNull()).isTrue();
    }

    @Test
    void an_address_that_was_planted_is_in_no_file_and_no_log_line() throws IOException {
        var accepted = client.register("planted");
        client.awaitJob(accepted.text("job_id"), "Completed");
        client.post("/v1/tenants", "{\"owner_email\": \"refused@planted.example\", \"x\": 1}");
        assertThat(filesWith("planted.example")).isEmpty();
        assertThat(filesWith("Company of planted"))
                .as("the search itself finds what is there")
                .isNotEmpty();
        assertThat(prego.log()).doesNotContain("planted.example");
    }

    @Test
    void health_is_good_and_says_so_part_by_part() {
        assertThat(client.get("/health/live").status()).isEqualTo(200);
        var ready = client.await(() -> client.get("/health/ready"), answer -> answer.status() == 200);
        assertThat(ready.body().toString()).contains("relay");
        assertThat(client.get("/metrics").http().body()).contains("prego_relay_position");
    }

    private static List<String> filesWith(String words) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (content.contains(words)) {
                    found.add(data.relativize(file).toString());
                }
            }
        }
        return found;
    }

    private static List<String> history(Answer accepted) {
        var answer = client.get(
                "/internal/tenants/" + accepted.text("tenant_id") + "/history",
                request -> request.header("x-min-event-position", accepted.header("x-event-position")));
        return names(answer.body().get("items"), "type");
    }

    private static List<String> names(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get(field).asString())
                .toList();
    }
}
