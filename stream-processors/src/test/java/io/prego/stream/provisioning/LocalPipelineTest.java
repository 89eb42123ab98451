package io.prego.stream.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.event.Topics;
import io.prego.event.command.AutomationCommand.ConfirmDispatch;
import io.prego.event.command.CommandMessage;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.Transport;
import io.prego.stream.Cluster;
import io.prego.stream.EventRecords;
import io.prego.stream.Facts;
import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.Supervised;
import io.prego.stream.running.TextHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.mock.env.MockEnvironment;

class LocalPipelineTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> HAPPY = List.of(
            "pulumi started",
            "pulumi completed",
            "ansible started",
            "ansible completed",
            "zuplo_sync started",
            "zuplo_sync completed",
            "dns started",
            "dns completed",
            "callback started",
            "callback completed",
            "Completed");

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private final EventRecords events = new EventRecords();
    private final ReportsHealth health = new ReportsHealth();
    private CommandApi api;
    private Supervised pipeline;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = Cluster.withTopics(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void start() throws Exception {
        api = new CommandApi();
        pipeline = pipeline();
        pipeline.start();
    }

    @AfterEach
    void stop() {
        pipeline.stop();
        api.close();
    }

    private Supervised pipeline() {
        return pipeline(256);
    }

    private Supervised pipeline(int inFlightMax) {
        var environment = new MockEnvironment()
                .withProperty("prego.command-api.url", api.url())
                .withProperty("prego.internal-key", CommandApi.KEY);
        var settings = new PipelineSettings(PipelineSettings.Mode.LOCAL, 0, inFlightMax);
        return new ProvisioningStreams()
                .localPipeline(
                        cluster.clients(),
                        new BrokerWatch(cluster.clients()),
                        settings,
                        new SimpleMeterRegistry(),
                        environment,
                        health);
    }

    @Test
    void a_job_reports_every_stage_in_order_and_then_calls_back() throws Exception {
        var job = Facts.of("happy");
        handOver(job);
        awaitWords("job_happy", HAPPY);
        var reports = api.reports("job_happy");
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.authorization()).isEqualTo("Bearer test-key"));
        var servers = reports.get(1).body().get("outputs");
        assertThat(servers)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("server_ip", "db_server_ip")
                .allSatisfy((_, address) -> assertThat((String) address).startsWith("192.0.2."));
        assertThat(reports.getLast().path()).isEqualTo("/internal/provision-complete");
        assertThat(reports.getLast().body())
                .isEqualTo(Map.of(
                        "job_id", "job_happy",
                        "tenant_id", "tnt_happy",
                        "status", "Completed",
                        "outputs", servers,
                        "attempt", 1,
                        "run_id", "local-job_happy-1"));
    }

    @Test
    void a_dispatch_is_confirmed_under_a_key_made_of_its_event() throws Exception {
        var job = Facts.of("confirmed");
        handOver(job);
        awaitWords("job_confirmed", HAPPY);
        var confirmations = cluster.read(Topics.COMMANDS).stream()
                .filter(record -> record.key().equals("job_confirmed"))
                .map(record -> CommandMessage.read(TextHeaders.toMap(record.headers()), record.value()))
                .toList();
        assertThat(confirmations).hasSize(1);
        var message = confirmations.getFirst();
        assertThat(message.command())
                .isEqualTo(new ConfirmDispatch(
                        job.job(), "job_confirmed#1", Transport.LOCAL, null, "local-job_confirmed-1"));
        assertThat(message.idempotencyKey()).isEqualTo(message.causationId() + ":confirm");
        assertThat(message.traceId()).isEqualTo("trace_1");
    }

    @ParameterizedTest
    @CsvSource({
        "fail-pulumi-a, pulumi, 2",
        "fail-ansible-a, ansible, 4",
        "fail-zuplo-sync-a, zuplo_sync, 6",
        "fail-callback-a, callback, 10"
    })
    void a_slug_that_asks_to_fail_fails_at_its_stage_and_goes_no_further(String slug, String stage, int reports)
            throws Exception {
        var name = "f" + stage.replace("_", "");
        handOver(new Facts(name, slug));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_" + name)).last().isEqualTo("Failed at " + stage));
        var words = api.words("job_" + name);
        assertThat(words).hasSize(reports + 1);
        assertThat(words.subList(0, reports - 1)).isEqualTo(HAPPY.subList(0, reports - 1));
        assertThat(words.get(reports - 1)).isEqualTo(stage + " failed");
        assertThat(api.reports("job_" + name).get(reports - 1).body()).containsEntry("error_code", "asked_to_fail");
    }

    @Test
    void a_failed_dns_stage_still_completes() throws Exception {
        handOver(new Facts("dns", "fail-dns-a"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_dns")).last().isEqualTo("Completed"));
        assertThat(api.words("job_dns")).contains("dns failed").doesNotContain("dns completed");
    }

    @Test
    void a_server_error_and_a_wrong_key_are_tried_again_until_they_pass() throws Exception {
        var calls = new AtomicInteger();
        api.answer(_ -> switch (calls.getAndIncrement()) {
            case 0 -> 503;
            case 1 -> 401;
            default -> 202;
        });
        handOver(Facts.of("patient"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_patient")).last().isEqualTo("Completed"));
        assertThat(api.words("job_patient").subList(0, 4))
                .containsExactly("pulumi started", "pulumi started", "pulumi started", "pulumi completed");
    }

    @Test
    void health_says_why_reports_are_not_answered_until_they_are() throws Exception {
        api.answer(_ -> 401);
        handOver(Facts.of("keyless"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(health.health().getDetails().get("state"))
                        .isEqualTo(api.url() + " does not know this INTERNAL_API_KEY"));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        api.answer(_ -> 202);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void a_lost_race_and_too_many_requests_are_tried_again_until_they_pass() throws Exception {
        var calls = new AtomicInteger();
        api.problem("conflict");
        api.answer(_ -> switch (calls.getAndIncrement()) {
            case 0, 1 -> 409;
            case 2 -> 429;
            default -> 202;
        });
        handOver(Facts.of("raced"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_raced")).last().isEqualTo("Completed"));
        assertThat(api.words("job_raced").subList(0, 5))
                .containsExactly(
                        "pulumi started", "pulumi started", "pulumi started", "pulumi started", "pulumi completed");
    }

    @Test
    void a_refused_report_stops_its_job_and_no_other() throws Exception {
        api.problem("already_terminal");
        api.answer(report -> report.isOf("job_refused") && report.words().equals("ansible started") ? 409 : 202);
        handOver(Facts.of("refused"));
        handOver(Facts.of("welcome"));
        awaitWords("job_welcome", HAPPY);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_refused")).hasSize(3));
        pipeline.stop();
        pipeline.start();
        handOver(Facts.of("later"));
        awaitWords("job_later", HAPPY);
        assertThat(api.words("job_refused")).hasSize(3);
    }

    @Test
    void a_job_that_was_cut_short_runs_again_from_its_beginning_and_ended_ones_do_not() throws Exception {
        handOver(Facts.of("ended"));
        awaitWords("job_ended", HAPPY);
        cluster.publish(events, Facts.of("ended").completed());
        api.answer(report -> report.words().equals("ansible completed") ? api.never() : 202);
        handOver(Facts.of("cut"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_cut")).hasSize(4));
        pipeline.stop();
        api.answer(_ -> 202);
        pipeline = pipeline();
        pipeline.start();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_cut")).last().isEqualTo("Completed"));
        var words = api.words("job_cut");
        assertThat(words.subList(4, words.size())).isEqualTo(HAPPY);
        assertThat(api.reports("job_cut"))
                .extracting(report -> report.body().get("run_id"))
                .containsOnly("local-job_cut-1");
        assertThat(api.words("job_ended")).isEqualTo(HAPPY);
    }

    @Test
    void a_job_that_ended_while_nobody_read_is_not_run() throws Exception {
        pipeline.stop();
        var placement = Facts.of("gone");
        cluster.publish(events, placement.requested(), placement.attempted(), placement.failed(FailureStage.TIMEOUT));
        var again = Facts.of("again");
        cluster.publish(events, again.requested(), again.attempted(), again.failed(FailureStage.PULUMI));
        cluster.publish(events, again.requested(2), again.attempted(2));
        pipeline.start();
        awaitWords("job_again", HAPPY);
        assertThat(api.reports("job_again"))
                .extracting(report -> report.body().get("run_id"))
                .containsOnly("local-job_again-2");
        assertThat(api.words("job_gone")).isEmpty();
    }

    @Test
    void the_run_of_a_cancelled_job_stops_and_leaves_its_place_to_another() throws Exception {
        restartForOneAtATime();
        api.answer(report -> report.isOf("job_unwanted") ? api.never() : 202);
        handOver(Facts.of("unwanted"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_unwanted")).hasSize(1));
        cluster.publish(events, Facts.of("unwanted").cancelled());
        handOver(Facts.of("next"));
        awaitWords("job_next", HAPPY);
        assertThat(api.words("job_unwanted")).containsExactly("pulumi started");
    }

    @Test
    void the_run_of_a_failed_attempt_stops_and_the_retry_runs_under_the_next_number() throws Exception {
        restartForOneAtATime();
        api.answer(report -> report.body().get("run_id").equals("local-job_late-1") ? api.never() : 202);
        var late = Facts.of("late");
        handOver(late);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_late")).hasSize(1));
        cluster.publish(events, late.failed(FailureStage.TIMEOUT));
        cluster.publish(events, late.retryRequested(), late.requested(2), late.placed(), late.attempted(2));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.words("job_late")).last().isEqualTo("Completed"));
        assertThat(api.reports("job_late").subList(1, HAPPY.size() + 1))
                .extracting(report -> report.body().get("run_id"))
                .containsOnly("local-job_late-2");
    }

    private void restartForOneAtATime() {
        pipeline.stop();
        pipeline = pipeline(1);
        pipeline.start();
    }

    @Test
    void sixty_four_jobs_run_side_by_side() throws Exception {
        var allBegan = new CountDownLatch(64);
        api.answer(report -> report.words().equals("pulumi started") ? answerTogether(allBegan) : 202);
        for (var i = 0; i < 64; i++) {
            handOver(Facts.of("many" + i));
        }
        IntStream.range(0, 64).forEach(i -> awaitWords("job_many" + i, HAPPY));
    }

    /** The first report of each is answered when all have made theirs: they could not wait for one another's end. */
    private static int answerTogether(CountDownLatch all) {
        all.countDown();
        try {
            return all.await(LIMIT.toSeconds(), TimeUnit.SECONDS) ? 202 : 409;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 409;
        }
    }

    private void handOver(Facts job) throws Exception {
        cluster.publish(events, job.requested(), job.placed(), job.attempted());
    }

    private void awaitWords(String jobId, List<String> words) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(api.words(jobId)).isEqualTo(words));
    }
}
