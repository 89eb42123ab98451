package io.prego.command.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.command.CommandApiProcess;
import io.prego.command.CommandApiProcess.Answer;
import io.prego.command.handling.Asker;
import io.prego.command.handling.Commands;
import io.prego.command.provisioning.ProvisioningCommand.DispatchJob;
import io.prego.event.RecordedEvent;
import io.prego.event.provisioning.Transport;
import io.prego.eventlog.EventLog;
import io.prego.kernel.JobId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("shared-kafka")
class ProvisioningEndpointsTest {

    private static CommandApiProcess node;
    private static int slugs;

    private record Job(String jobId, String tenantId) {}

    @BeforeAll
    static void start() {
        node = CommandApiProcess.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_job_runs_from_its_first_stage_to_its_end() throws Exception {
        var job = dispatched();
        var started = report(job, "pulumi", "started");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.body().get("recorded").asBoolean()).isTrue();
        assertThat(report(job, "pulumi", "started").body().get("recorded").asBoolean())
                .isFalse();
        assertThat(report(job, "zuplo_sync", "started").text("code")).isEqualTo("stage_out_of_order");
        assertThat(report(job, "pulumi", "completed").header("etag")).isNotEmpty();
        var end = complete(job, job.tenantId(), "\"Completed\"");
        assertThat(end.status()).isEqualTo(200);
        assertThat(end.text("status")).isEqualTo("Completed");
        var again = complete(job, job.tenantId(), "\"Completed\"");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(count(job, "tenant.activated")).isEqualTo(1);
    }

    @Test
    void a_contradiction_is_409_and_recorded() throws Exception {
        var job = dispatched();
        complete(job, job.tenantId(), "\"Failed\", \"failure_stage\": \"ansible\"");
        var answer = complete(job, job.tenantId(), "\"Completed\"");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("already_terminal");
        assertThat(count(job, "provision_job.callback_rejected")).isEqualTo(1);
        assertThat(count(job, "provision_job.completed")).isZero();
    }

    @Test
    void a_refusal_with_a_key_is_the_same_refusal_again_and_recorded_once() throws Exception {
        var job = dispatched();
        var stranger = "tnt_someoneelse";
        for (var i = 0; i < 3; i++) {
            var answer = node.post(
                    "/internal/provision-complete",
                    completion(job, stranger, "\"Completed\""),
                    request -> request.header("authorization", "Bearer " + CommandApiProcess.KEY)
                            .header("idempotency-key", "mismatch"));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text("code")).isEqualTo("tenant_mismatch");
            assertThat(answer.header("idempotent-replayed")).isEqualTo(i == 0 ? "" : "true");
        }
        assertThat(count(job, "provision_job.callback_rejected")).isEqualTo(1);
    }

    @Test
    void if_match_of_another_version_is_412_and_appends_nothing() throws Exception {
        var job = dispatched();
        var answer = node.post(
                "/internal/jobs/" + job.jobId() + "/stages",
                stage("pulumi", "started"),
                request -> request.header("authorization", "Bearer " + CommandApiProcess.KEY)
                        .header("if-match", "\"99\""));
        assertThat(answer.status()).isEqualTo(412);
        assertThat(count(job, "provision_job.stage_started")).isZero();
    }

    @Test
    void unknown_and_malformed_jobs_are_404_and_bad_values_422() throws Exception {
        var job = dispatched();
        for (var id : new String[] {"job_unknown", "tnt_1", "x", "job_%27--"}) {
            var answer = node.postAsPipeline("/internal/jobs/" + id + "/stages", stage("pulumi", "started"));
            assertThat(answer.status()).as(id).isEqualTo(404);
        }
        assertThat(report(job, "compile", "started").status()).isEqualTo(422);
        assertThat(report(job, "pulumi", "finished").status()).isEqualTo(422);
        assertThat(complete(job, job.tenantId(), "\"Done\"").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "-----BEGIN PRIVATE KEY-----",
                "password=hunter2",
                "sk_live_1234",
                "AKIAABCDEFGHIJKLMNOP",
                "ask ada@example.com"
            })
    void what_looks_like_a_secret_is_refused_and_enters_no_history(String secret) throws Exception {
        var job = dispatched();
        var answer = complete(job, job.tenantId(), "\"Failed\", \"failure_reason\": \"%s\"".formatted(secret));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.http().body()).doesNotContain(secret);
        assertThat(count(job, "provision_job.failed")).isZero();
    }

    @Test
    void nobody_reports_without_the_key() throws Exception {
        var job = dispatched();
        var answer = node.post("/internal/jobs/" + job.jobId() + "/stages", stage("pulumi", "started"));
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void a_job_that_cannot_be_placed_fails_without_an_attempt() throws Exception {
        var job = registered(", \"create_new_server\": false");
        dispatch(job);
        assertThat(count(job, "provision_job.failed")).isEqualTo(1);
        assertThat(count(job, "provision_job.dispatch_attempted")).isZero();
    }

    @Test
    void a_failed_job_is_tried_again_once_per_key() throws Exception {
        var job = dispatched();
        complete(job, job.tenantId(), "\"Failed\", \"failure_stage\": \"ansible\"");
        for (var i = 0; i < 2; i++) {
            var answer = node.post(
                    "/internal/jobs/" + job.jobId() + "/retry",
                    "{\"by\": \"operator:ada\", \"reason_code\": \"quota_raised\"}",
                    request -> request.header("authorization", "Bearer " + CommandApiProcess.KEY)
                            .header("idempotency-key", "retry-" + job.jobId()));
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.text("status")).isEqualTo("Pending");
            assertThat(answer.body().get("attempt").asInt()).isEqualTo(2);
            assertThat(answer.header("x-event-position")).isNotEmpty();
            assertThat(answer.header("idempotent-replayed")).isEqualTo(i == 0 ? "" : "true");
        }
        assertThat(count(job, "provision_job.retry_requested")).isEqualTo(1);
        assertThat(count(job, "provision_job.requested")).isEqualTo(2);
        assertThat(count(job, "tenant.provisioning_started")).isEqualTo(2);
        var again = decide(job, "retry", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("illegal_transition");
    }

    @Test
    void the_callback_of_the_attempt_before_is_409_and_recorded() throws Exception {
        var job = dispatched();
        complete(job, job.tenantId(), "\"Failed\", \"failure_stage\": \"ansible\"");
        decide(job, "retry", "");
        var answer = complete(job, job.tenantId(), "\"Completed\", \"attempt\": 1");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("other_attempt");
        assertThat(count(job, "provision_job.callback_rejected")).isEqualTo(1);
        assertThat(count(job, "tenant.activated")).isZero();
    }

    @Test
    void a_job_is_cancelled_once_and_not_while_it_runs() throws Exception {
        var job = dispatched();
        var answer = decide(job, "cancel", "{}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("Cancelled");
        assertThat(decide(job, "cancel", "{}").text("code")).isEqualTo("illegal_transition");
        assertThat(decide(job, "retry", "{}").text("code")).isEqualTo("illegal_transition");
        assertThat(count(job, "provision_job.cancelled")).isEqualTo(1);
        assertThat(count(job, "tenant.provisioning_failed")).isEqualTo(1);
        var running = dispatched();
        report(running, "pulumi", "started");
        assertThat(decide(running, "cancel", "").status()).isEqualTo(409);
        assertThat(count(running, "provision_job.cancelled")).isZero();
    }

    @Test
    void what_an_operator_says_is_checked_before_anything_is_decided() throws Exception {
        var job = dispatched();
        assertThat(decide(job, "cancel", "{\"by\": \"ada@example.com\"}").status())
                .isEqualTo(422);
        assertThat(decide(job, "cancel", "{\"reason_code\": \"Because I say so\"}")
                        .status())
                .isEqualTo(422);
        assertThat(decide(job, "cancel", "{\"reason\": \"unknown field\"}").status())
                .isEqualTo(400);
        for (var route : new String[] {"retry", "cancel"}) {
            assertThat(decide(new Job("job_unknown", ""), route, "").status()).isEqualTo(404);
            assertThat(decide(new Job("x", ""), route, "").status()).isEqualTo(404);
            assertThat(node.post("/internal/jobs/" + job.jobId() + "/" + route, "{}")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(count(job, "provision_job.cancelled")).isZero();
    }

    private static Answer decide(Job job, String what, String body) throws Exception {
        return node.postAsPipeline("/internal/jobs/" + job.jobId() + "/" + what, body);
    }

    private static Job dispatched() throws Exception {
        var job = registered("");
        dispatch(job);
        return job;
    }

    @SuppressWarnings("unchecked")
    private static void dispatch(Job job) {
        var commands = (Commands<ProvisioningCommand, ProvisioningRefusal>) node.bean("provisioningJobs");
        var asker = new Asker("system:dispatch", null, null, null, null);
        commands.handle(new DispatchJob(new JobId(job.jobId()), 1, Transport.LOCAL), asker);
    }

    private static Job registered(String more) throws Exception {
        slugs++;
        var answer = node.post("/v1/tenants", """
            {"company_name": "Acme", "subdomain_slug": "acme-%d", "region": "eu", "plan_tier": "starter",
             "owner_email": "ada@example.com"%s}\
            """.formatted(slugs, more));
        assertThat(answer.status()).isEqualTo(202);
        return new Job(answer.text("job_id"), answer.text("tenant_id"));
    }

    private static Answer report(Job job, String stage, String status) throws Exception {
        return node.postAsPipeline("/internal/jobs/" + job.jobId() + "/stages", stage(stage, status));
    }

    private static String stage(String stage, String status) {
        return """
            {"stage": "%s", "status": "%s", "run_id": "run-1"}\
            """.formatted(stage, status);
    }

    private static Answer complete(Job job, String tenantId, String status) throws Exception {
        return node.postAsPipeline("/internal/provision-complete", completion(job, tenantId, status));
    }

    private static String completion(Job job, String tenantId, String status) {
        return """
            {"job_id": "%s", "tenant_id": "%s", "status": %s}\
            """.formatted(job.jobId(), tenantId, status);
    }

    private static long count(Job job, String type) {
        return node.bean(EventLog.class).read(0, 1_000).stream()
                .filter(event -> job.tenantId().equals(event.tenantId()))
                .map(RecordedEvent::type)
                .filter(type::equals)
                .count();
    }
}
