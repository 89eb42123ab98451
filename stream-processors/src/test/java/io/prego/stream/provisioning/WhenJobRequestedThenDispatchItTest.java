package io.prego.stream.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.event.Topics;
import io.prego.event.command.AutomationCommand.DispatchJob;
import io.prego.event.command.CommandMessage;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhenJobRequestedThenDispatchItTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private final EventRecords events = new EventRecords();
    private Supervised automation;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = Cluster.withTopics(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @AfterEach
    void stop() {
        automation.stop();
    }

    @Test
    void a_requested_job_is_dispatched_locally_when_the_pipeline_is_local() throws Exception {
        start(PipelineSettings.Mode.LOCAL);
        var job = Facts.of("local");
        cluster.publish(events, job.registered(), job.requested());
        var message = awaitCommands("job_local", 1).getFirst();
        assertThat(message.command()).isEqualTo(new DispatchJob(job.job(), 1, Transport.LOCAL));
        assertThat(message.actor()).isEqualTo("system:dispatch");
        assertThat(message.idempotencyKey()).isEqualTo(message.causationId() + ":dispatch");
        assertThat(message.traceId()).isEqualTo("trace_1");
    }

    @Test
    void without_a_trigger_the_job_is_dispatched_nowhere_so_that_it_waits_with_that_reason() throws Exception {
        start(PipelineSettings.Mode.EXTERNAL);
        var job = Facts.of("external");
        cluster.publish(events, job.requested());
        assertThat(awaitCommands("job_external", 1).getFirst().command())
                .isEqualTo(new DispatchJob(job.job(), 1, null));
    }

    @Test
    void each_attempt_is_dispatched_under_a_key_of_its_own() throws Exception {
        start(PipelineSettings.Mode.LOCAL);
        var job = Facts.of("twice");
        cluster.publish(events, job.requested(1), job.requested(2));
        var messages = awaitCommands("job_twice", 2);
        assertThat(messages)
                .extracting(CommandMessage::command)
                .containsExactly(
                        new DispatchJob(job.job(), 1, Transport.LOCAL), new DispatchJob(job.job(), 2, Transport.LOCAL));
        assertThat(messages).extracting(CommandMessage::idempotencyKey).doesNotHaveDuplicates();
    }

    @Test
    void what_was_requested_while_it_was_stopped_is_dispatched_once_after_the_next_start() throws Exception {
        start(PipelineSettings.Mode.LOCAL);
        cluster.publish(events, Facts.of("before").requested());
        awaitCommands("job_before", 1);
        automation.stop();
        cluster.publish(events, Facts.of("while").requested());
        start(PipelineSettings.Mode.LOCAL);
        awaitCommands("job_while", 1);
        assertThat(commands("job_before")).hasSize(1);
    }

    private void start(PipelineSettings.Mode mode) {
        automation = new ProvisioningStreams()
                .dispatchAutomation(
                        cluster.clients(),
                        new BrokerWatch(cluster.clients()),
                        new PipelineSettings(mode, 0, 256),
                        new SimpleMeterRegistry());
        automation.start();
    }

    private List<CommandMessage> awaitCommands(String jobId, int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(commands(jobId)).hasSize(count));
        return commands(jobId);
    }

    private static List<CommandMessage> commands(String jobId) {
        return cluster.read(Topics.COMMANDS).stream()
                .filter(record -> record.key().equals(jobId))
                .map(record -> CommandMessage.read(TextHeaders.toMap(record.headers()), record.value()))
                .toList();
    }
}
