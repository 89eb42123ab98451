package io.prego.command.tenant.hostname;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.prego.command.CommandApiProcess;
import io.prego.command.CommandApiProcess.Answer;
import io.prego.embedded.SharedPostgres;
import io.prego.event.RecordedEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.eventlog.Append;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.NewEvent;
import io.prego.kernel.JobId;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("shared-kafka")
class TenantHostnamesEndpointTest {

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
    void a_host_name_is_mapped_once_however_it_is_written_and_however_often() throws Exception {
        var tenant = active("mapped-once");
        var answer = put(tenant, "B%C3%BCcher.Mapped.example.");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("hostname")).isEqualTo("xn--bcher-kva.mapped.example");
        assertThat(answer.text("tenant_id")).isEqualTo(tenant);
        assertThat(answer.header("etag")).isEqualTo("\"4\"");
        var again = put(tenant, "xn--bcher-kva.mapped.example");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(again.header("etag")).isEqualTo("\"4\"");
        assertThat(again.header("x-event-position")).isEqualTo(answer.header("x-event-position"));
        assertThat(types(tenant)).containsOnlyOnce("tenant.hostname_mapped");
    }

    @Test
    void what_is_unmapped_is_free_and_unmapping_again_is_204() throws Exception {
        var tenant = active("unmapped");
        put(tenant, "www.unmapped.example");
        assertThat(put(active("unmapped-heir"), "www.unmapped.example").text("code"))
                .isEqualTo("hostname_taken");
        var gone = delete(tenant, "WWW.unmapped.example");
        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.header("etag")).isEqualTo("\"5\"");
        assertThat(gone.http().body()).isEmpty();
        assertThat(delete(tenant, "www.unmapped.example").status()).isEqualTo(204);
        assertThat(put(active("unmapped-next"), "www.unmapped.example").status())
                .isEqualTo(200);
        assertThat(types(tenant)).containsOnlyOnce("tenant.hostname_unmapped");
    }

    @Test
    void of_two_nodes_that_race_for_a_host_name_one_wins() throws Exception {
        var first = active("race-first");
        var second = active("race-second");
        for (var round = 0; round < 5; round++) {
            var name = "race-%d.example".formatted(round);
            var answers = atOnce(List.of(() -> put(node, first, name), () -> put(other, second, name)));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void a_tenant_of_another_version_than_the_caller_saw_is_left_alone() throws Exception {
        var tenant = active("if-match");
        UnaryOperator<HttpRequest.Builder> stale = request -> request.header("if-match", "\"2\"");
        UnaryOperator<HttpRequest.Builder> current = request -> request.header("if-match", "\"3\"");
        var refused = node.send("PUT", path(tenant, "www.if-match.example"), stale);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.header("etag")).isEqualTo("\"3\"");
        assertThat(node.send("PUT", path(tenant, "www.if-match.example"), current)
                        .status())
                .isEqualTo(200);
        assertThat(node.send("DELETE", path(tenant, "www.if-match.example"), current)
                        .status())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "a_b.example",
                "-a.example",
                "192.0.2.1",
                "%5B%3A%3A1%5D",
                "a..example",
                "*.acme.example",
                "acme.example:443",
                "%20.example"
            })
    void what_is_no_host_name_is_422(String hostname) throws Exception {
        var tenant = active("malformed-" + Integer.toHexString(hostname.hashCode()));
        var answer = put(tenant, hostname);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().get("errors").get(0).get("pointer").asString()).isEqualTo("path/hostname");
        assertThat(delete(tenant, hostname).status()).isEqualTo(422);
    }

    @Test
    void names_of_the_canonical_domain_are_422_and_tenants_without_a_site_409() throws Exception {
        var tenant = active("reserved");
        assertThat(put(tenant, "else.prego.localhost").text("code")).isEqualTo("hostname_reserved");
        assertThat(delete(tenant, "reserved.prego.localhost").text("code")).isEqualTo("hostname_reserved");
        assertThat(put(registered("no-site"), "www.no-site.example").text("code"))
                .isEqualTo("illegal_transition");
    }

    @Test
    void a_tenant_that_does_not_exist_is_404_and_a_caller_without_key_401() throws Exception {
        assertThat(put("tnt_nobody", "www.acme.example").status()).isEqualTo(404);
        assertThat(put("nobody", "www.acme.example").status()).isEqualTo(404);
        assertThat(delete("tnt_nobody", "www.acme.example").status()).isEqualTo(404);
        var path = path("tnt_nobody", "www.acme.example");
        assertThat(node.sendWithoutKey("PUT", path).status()).isEqualTo(401);
        assertThat(node.sendWithoutKey("DELETE", path).status()).isEqualTo(401);
    }

    private static Answer put(String tenant, String hostname) throws Exception {
        return put(node, tenant, hostname);
    }

    private static Answer put(CommandApiProcess at, String tenant, String hostname) throws Exception {
        return at.send("PUT", path(tenant, hostname), UnaryOperator.identity());
    }

    private static Answer delete(String tenant, String hostname) throws Exception {
        return node.send("DELETE", path(tenant, hostname), UnaryOperator.identity());
    }

    private static String path(String tenant, String hostname) {
        return "/internal/tenants/%s/hostnames/%s".formatted(tenant, hostname);
    }

    private static String registered(String slug) throws Exception {
        return node.post("/v1/tenants", """
            {"company_name": "Acme", "subdomain_slug": "%s", "region": "eu", "plan_tier": "starter",
             "owner_email": "ada@example.com"}\
            """.formatted(slug)).text("tenant_id");
    }

    /** As if its job were done: its stream has three events then. */
    private static String active(String slug) throws Exception {
        var tenant = registered(slug);
        var fact = new TenantActivated(new TenantId(tenant), new JobId("job_1"), slug, slug + ".prego.localhost");
        var encoded = node.bean(EventCodec.class).encode(fact);
        node.bean(EventLog.class)
                .append(Append.of(new NewEvent(
                        UuidCreator.getTimeOrderedEpoch(),
                        "tenant.activated",
                        encoded.schemaId(),
                        "tenant",
                        tenant,
                        fact.tags().stream().map(Tag::toString).toList(),
                        Instant.now(),
                        "system:test",
                        tenant,
                        null,
                        null,
                        null,
                        null,
                        null,
                        encoded.payload())))
                .join();
        return tenant;
    }

    private static List<String> types(String tenant) {
        return node.bean(EventLog.class).read(0, 1_000).stream()
                .filter(event -> tenant.equals(event.tenantId()))
                .map(RecordedEvent::type)
                .toList();
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Answer>();
            for (var future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
