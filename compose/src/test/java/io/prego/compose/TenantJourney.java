package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.compose.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** From command to query, seen from outside: the same scenarios however the modules are spread over processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TenantJourney {

    private Path data;
    private Platform prego;
    private Client client;

    /** What the scenarios are played against. */
    interface Platform extends AutoCloseable {

        /** A caller who knows nothing of processes. */
        Client client();

        /** One for each process alone. */
        List<Client> processes();

        /** Where its broker takes clients, in the form {@code host:port}. */
        String kafka();

        /** What all processes have said. */
        String log() throws IOException;

        @Override
        void close();
    }

    /** @param data where everything that is kept lies */
    abstract Platform start(Path data) throws Exception;

    @BeforeAll
    void startOnce(@TempDir Path folder) throws Exception {
        data = folder;
        prego = start(folder);
        client = prego.client();
    }

    @AfterAll
    void stop() {
        if (prego != null) {
            prego.close();
        }
    }

    @Test
    void a_tenant_is_readable_at_once_and_becomes_active() {
        var accepted = client.register("journey");
        assertThat(accepted.status()).isEqualTo(202);
        var job = read(() -> client.get("/v1/jobs/" + accepted.text("job_id")));
        assertThat(job.status()).as(job.http().body()).isEqualTo(200);
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
    void a_key_makes_one_tenant_however_often_it_is_sent() {
        var first = client.register("idempotent", "", "same-key");
        assertThat(first.status()).isEqualTo(202);
        for (var again = 0; again < 4; again++) {
            var answer = client.register("idempotent", "", "same-key");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.text("job_id")).isEqualTo(first.text("job_id"));
            assertThat(answer.header("idempotent-replayed")).isEqualTo("true");
        }
        assertThat(client.register("another-slug", "", "same-key").text("code")).isEqualTo("idempotency_key_reused");
        assertThat(client.register("idempotent").text("code")).isEqualTo("slug_taken");
    }

    @Test
    void a_cursor_leads_through_the_whole_log() {
        client.register("paged");
        var positions = new ArrayList<Long>();
        var cursor = "";
        do {
            var page = client.get("/internal/events?limit=3" + cursor);
            assertThat(page.status()).as(page.http().body()).isEqualTo(200);
            page.body()
                    .get("items")
                    .forEach(item -> positions.add(item.get("position").asLong()));
            var next = page.body().get("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        assertThat(positions).hasSizeGreaterThan(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_host_name_of_its_own_leads_to_a_tenant_from_its_mapping_to_its_end() {
        var accepted = client.register("own-host");
        client.awaitJob(accepted.text("job_id"), "Completed");
        var path = "/internal/tenants/" + accepted.text("tenant_id") + "/hostnames/www.own-host.example";
        var mapped = client.send("PUT", path);
        assertThat(mapped.status()).as(mapped.http().body()).isEqualTo(200);
        var hostname = "/internal/hostnames/WWW.own-host.example.";
        var whose = client.get(hostname);
        assertThat(whose.text("tenant_id")).isEqualTo(accepted.text("tenant_id"));
        assertThat(whose.text("site_name")).isEqualTo("own-host");
        var gone = client.send("DELETE", path);
        assertThat(gone.status()).isEqualTo(204);
        var after = read(hostname, gone.header("x-event-position"));
        assertThat(after.status()).isEqualTo(404);
        var then = Long.parseLong(mapped.header("x-event-position"));
        assertThat(client.get(hostname + "?as_of=" + then).http().body())
                .isEqualTo(whose.http().body());
        assertThat(client.get(hostname + "?as_of=" + (then - 1)).status()).isEqualTo(404);
        var canonical = client.get("/internal/hostnames/own-host.prego.localhost");
        assertThat(canonical.text("tenant_id")).isEqualTo(accepted.text("tenant_id"));
    }

    @Test
    void what_was_just_written_is_in_every_read_that_asks_for_its_position() {
        for (var i = 0; i < 20; i++) {
            var accepted = client.register("read-your-write-" + i);
            var position = accepted.header("x-event-position");
            var directory = read("/internal/tenants-directory?q=read-your-write-" + i, position);
            assertThat(directory.status()).as(directory.http().body()).isEqualTo(200);
            assertThat(directory.body().get("items").toString()).contains(accepted.text("tenant_id"));
            var events = read("/internal/events?tenant_id=" + accepted.text("tenant_id"), position);
            assertThat(names(events.body().get("items"), "type")).contains("provision_job.requested");
        }
    }

    /** As of that position or later; who is told that the read model lags asks again. */
    private Client.Answer read(String path, String position) {
        return read(() -> client.get(path, request -> request.header("x-min-event-position", position)));
    }

    private Client.Answer read(Callable<Client.Answer> call) {
        return client.await(call, answer -> !answer.text("code").equals("projection_lagging"));
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
        var files = filesWith("planted.example", "Company of planted");
        assertThat(files.get("planted.example")).isNull();
        assertThat(files.get("Company of planted"))
                .as("the search itself finds what is there")
                .isNotEmpty();
        assertThat(prego.log()).doesNotContain("planted.example");
    }

    @Test
    void health_is_good_and_says_so_part_by_part_in_each_process() {
        var parts = new StringBuilder();
        var meters = new StringBuilder();
        for (var process : prego.processes()) {
            assertThat(process.get("/health/live").status()).isEqualTo(200);
            var ready = process.await(() -> process.get("/health/ready"), answer -> answer.status() == 200);
            parts.append(ready.http().body());
            meters.append(process.get("/metrics").http().body());
        }
        assertThat(parts).contains("relay", "tenantStatesTopology", "tenantDirectory", "queryDatabase", "masterKey");
        assertThat(meters).contains("prego_relay_position", "prego_projection_position");
    }

    @Test
    void the_event_topic_holds_the_log_each_event_once_and_each_key_in_order() {
        client.awaitJob(client.register("foreign").text("job_id"), "Completed");
        var foreign = new ForeignConsumer(client);
        // A transaction ends in one partition after the other, so what is committed may have gaps for a moment.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var positions = new ArrayList<Long>();
            var lastByKey = new HashMap<String, Long>();
            for (var event : Published.read(prego.kafka(), "prego.tenant.v1")) {
                var position = Long.parseLong(Published.header(event, "ce_position"));
                positions.add(position);
                assertThat(lastByKey.getOrDefault(event.key(), 0L)).isLessThan(position);
                lastByKey.put(event.key(), position);
                assertThat(foreign.decode(event).getSchema().getFullName()).startsWith("io.prego.");
                assertThat(Published.header(event, "ce_specversion")).isEqualTo("1.0");
                assertThat(Published.header(event, "content-type")).isEqualTo("application/avro");
            }
            assertThat(positions.stream().sorted().toList())
                    .isNotEmpty()
                    .isEqualTo(
                            LongStream.rangeClosed(1, positions.size()).boxed().toList());
        });
    }

    @Test
    void the_latest_topic_reconstructs_the_directory_that_the_api_answers() {
        client.awaitJob(client.register("latest").text("job_id"), "Completed");
        var foreign = new ForeignConsumer(client);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var latest = new TreeMap<String, String>();
            for (var entry : Published.read(prego.kafka(), "prego.latest.tenant.v1")) {
                var tenant = foreign.decode(entry);
                latest.put(entry.key(), tenant.get("subdomain_slug") + " " + tenant.get("status"));
            }
            assertThat(latest).isNotEmpty().isEqualTo(directory());
        });
    }

    private Map<String, String> directory() {
        var directory = new TreeMap<String, String>();
        for (var item :
                client.get("/internal/tenants-directory?limit=1000").body().get("items")) {
            directory.put(
                    item.get("tenant_id").asString(),
                    item.get("subdomain_slug").asString() + " "
                            + item.get("status").asString());
        }
        return directory;
    }

    /** The files in which each of the words stands, where it stands in any. */
    private Map<String, List<String>> filesWith(String... words) throws IOException {
        var found = new HashMap<String, List<String>>();
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var content = content(file);
                for (var word : words) {
                    if (content.contains(word)) {
                        found.computeIfAbsent(word, _ -> new ArrayList<>())
                                .add(data.relativize(file).toString());
                    }
                }
            }
        }
        return found;
    }

    private static String content(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            return ""; // Its owner has deleted it since: it is not kept.
        }
    }

    private List<String> history(Answer accepted) {
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
