package io.prego.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.command.CommandApiProcess;
import io.prego.command.CommandApiProcess.Answer;
import io.prego.embedded.SharedPostgres;
import io.prego.event.RecordedEvent;
import io.prego.eventlog.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("shared-kafka")
class RegisterTenantEndpointTest {

    private static final String DATABASE = SharedPostgres.freshDatabase();
    private static CommandApiProcess node;
    private static CommandApiProcess other;

    @BeforeAll
    static void start() {
        node = CommandApiProcess.on(DATABASE);
        other = CommandApiProcess.on(DATABASE);
    }

    @AfterAll
    static void stop() {
        other.close();
        node.close();
    }

    @Test
    void a_registration_is_one_append_of_all_its_facts() throws Exception {
        var before = head();
        var answer = node.post("/v1/tenants", body("one-append"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("Pending");
        assertThat(answer.header("location")).isEqualTo("/v1/jobs/" + answer.text("job_id"));
        assertThat(answer.header("x-trace-id")).isEqualTo(answer.text("trace_id"));
        assertThat(eventsOf(before, answer.text("tenant_id")))
                .extracting(RecordedEvent::type)
                .startsWith(
                        "tenant.registered",
                        "tenant.trial_started",
                        "tenant.provisioning_started",
                        "provision_job.requested");
        assertThat(answer.header("x-event-position")).isEqualTo(Long.toString(before + 4));
    }

    @Test
    void personal_fields_are_sealed_in_the_log() throws Exception {
        var before = head();
        var answer = node.post("/v1/tenants", body("sealed-fields"));
        var payload = eventsOf(before, answer.text("tenant_id")).getFirst().payload();
        var text = new String(payload, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("sealed-fields")
                .doesNotContain("ada@example.com")
                .doesNotContain("Ada Lovelace");
    }

    @Test
    void a_name_in_any_script_survives_in_nfc() throws Exception {
        var before = head();
        var decomposed = "\u1100\u1161\u11a8 cafe\u0301"; // 각 café, taken apart
        var answer = node.post("/v1/tenants", body("korean-name").replace("Acme", decomposed));
        var payload = eventsOf(before, answer.text("tenant_id")).getFirst().payload();
        assertThat(new String(payload, java.nio.charset.StandardCharsets.UTF_8)).contains("\uac01 caf\u00e9");
    }

    @Test
    void of_two_nodes_that_race_for_a_slug_one_wins() throws Exception {
        for (var round = 0; round < 10; round++) {
            var body = body("race-" + round);
            var answers = atOnce(List.<Callable<Answer>>of(
                    () -> node.post("/v1/tenants", body), () -> other.post("/v1/tenants", body)));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .extracting(answer -> answer.text("code"))
                    .containsExactly("slug_taken");
        }
    }

    @Test
    void fifty_posts_with_one_key_make_one_tenant_and_give_fifty_equal_answers() throws Exception {
        var before = head();
        var posts = new ArrayList<Callable<Answer>>();
        for (var i = 0; i < 50; i++) {
            var target = i % 2 == 0 ? node : other;
            posts.add(() -> keyed(target, "fifty", body("fifty-posts")));
        }
        var answers = atOnce(posts);
        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers)
                .extracting(answer -> answer.body().toString())
                .containsOnly(answers.getFirst().body().toString());
        assertThat(answers)
                .extracting(answer -> answer.header("x-event-position"))
                .containsOnly(answers.getFirst().header("x-event-position"));
        assertThat(answers)
                .filteredOn(answer -> answer.header("idempotent-replayed").isEmpty())
                .hasSize(1);
        assertThat(eventsOf(before, answers.getFirst().text("tenant_id")))
                .filteredOn(event -> event.type().equals("tenant.registered"))
                .hasSize(1);
    }

    @Test
    void a_key_that_was_used_for_another_body_is_refused() throws Exception {
        assertThat(keyed(node, "reused", body("key-first")).status()).isEqualTo(202);
        var answer = keyed(node, "reused", body("key-second"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("idempotency_key_reused");
        assertThat(keyed(node, "reused", body("key-first")).header("idempotent-replayed"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/subdomain_slug|\"slug-x\"|\"-bad\"",
                "/subdomain_slug|\"slug-x\"|\"a--b\"",
                "/subdomain_slug|\"slug-x\"|\"ab\"",
                "/subdomain_slug|\"slug-x\"|\"Ümlaut\"",
                "/subdomain_slug|\"slug-x\"|\"admin\"",
                "/region|\"eu\"|\"mars\"",
                "/plan_tier|\"trial\"|\"gold\"",
                "/owner_email|\"ada@example.com\"|\"ada\"",
                "/owner_email|\"ada@example.com\"|\"ada@@example.com\"",
                "/owner_email|\"ada@example.com\"|\"a@xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.com\"",
                "/company_name|\"Acme\"|\"   \"",
                "/owner_name|\"Ada Lovelace\"|\"\"",
                "/target_server_id|null|\"srv 1; drop\"",
            })
    void a_value_that_breaks_its_rule_is_named_and_leaves_nothing_behind(String pointer, String good, String bad)
            throws Exception {
        var before = head();
        var answer = node.post("/v1/tenants", body("slug-x").replace(good, bad));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(registrations(before)).isEmpty();
    }

    @Test
    void every_broken_rule_is_named_at_once() throws Exception {
        var answer =
                node.post("/v1/tenants", body("-").replace("\"eu\"", "\"mars\"").replace("ada@example.com", "nobody"));
        assertThat(answer.body().get("errors").size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"company_name\": 7}",
                "{\"company_name\": \"Acme\", \"extra\": 1}",
                "{\"company_name\": \"A\\u0000b\"}"
            })
    void a_malformed_body_is_400_and_leaves_nothing_behind(String body) throws Exception {
        var before = head();
        var answer = node.post("/v1/tenants", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid_request");
        assertThat(registrations(before)).isEmpty();
    }

    private static Answer keyed(CommandApiProcess target, String key, String body) throws Exception {
        return target.post("/v1/tenants", body, request -> request.header("idempotency-key", key));
    }

    private static String body(String slug) {
        return """
            {"company_name": "Acme", "subdomain_slug": "%s", "region": "eu", "plan_tier": "trial",
             "owner_email": "ada@example.com", "owner_name": "Ada Lovelace", "target_server_id": null}\
            """.formatted(slug);
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private static long head() {
        return node.bean(EventLog.class).head();
    }

    private static List<RecordedEvent> registrations(long after) {
        return node.bean(EventLog.class).read(after, 1_000);
    }

    private static List<RecordedEvent> eventsOf(long after, String tenantId) {
        return registrations(after).stream()
                .filter(event -> tenantId.equals(event.tenantId()))
                .toList();
    }
}
