package io.prego.command.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.command.CommandApiProcess;
import io.prego.embedded.EmbeddedPostgres;
import io.prego.embedded.SharedKafka;
import io.prego.event.Topics;
import io.prego.eventlog.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The inbox within a whole node, on a real broker and a real PostgreSQL. */
@ResourceLock("shared-kafka")
class AutomationInboxTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void what_is_no_command_is_a_dead_letter_as_it_was_and_the_next_goes_on() throws Exception {
        try (var node = CommandApiProcess.start();
                var topic = new CommandsTopic()) {
            var job = registered(node, "acme");
            var key = job.getBytes(UTF_8);
            var first = topic.send(new ProducerRecord<>(Topics.COMMANDS, key, null));
            topic.send(new ProducerRecord<>(Topics.COMMANDS, key, "garbage".getBytes(UTF_8)));
            var headerless = CommandsTopic.record(CommandsTopic.dispatch(job, "gone", 1));
            headerless.headers().remove("command_actor").add("command_actor", null);
            topic.send(headerless);
            topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "one-key", 1)));
            var last = topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "one-key", 2)));

            await().atMost(SOON).until(() -> CommandsTopic.deadLetters(job).size() == 4);
            var letters = CommandsTopic.deadLetters(job);

            assertThat(count(node, job, "provision_job.dispatch_attempted")).isEqualTo(1);
            assertThat(letters.get(0).value()).isNull();
            assertThat(letters.get(1).value()).asString(UTF_8).isEqualTo("garbage");
            assertThat(letters.get(2).headers().lastHeader("command_actor").value())
                    .isNull();
            assertThat(letters.get(2).value()).isEqualTo(headerless.value());
            assertThat(CommandsTopic.header(letters.get(3), "command_idempotency_key"))
                    .isEqualTo("one-key");
            assertThat(letters)
                    .extracting(letter -> CommandsTopic.header(letter, DeadLetters.REASON))
                    .satisfiesExactly(
                            none -> assertThat(none).contains("no value"),
                            garbage -> assertThat(garbage).contains("wire format"),
                            header -> assertThat(header).contains("command_actor is missing"),
                            reused -> assertThat(reused).contains("contradicts an earlier command"));
            assertThat(letters)
                    .extracting(letter -> List.of(
                            CommandsTopic.header(letter, DeadLetters.TOPIC),
                            CommandsTopic.header(letter, DeadLetters.PARTITION)))
                    .containsOnly(List.of(Topics.COMMANDS, Integer.toString(first.partition())));
            assertThat(letters)
                    .extracting(letter -> Long.parseLong(CommandsTopic.header(letter, DeadLetters.OFFSET)))
                    .containsExactly(first.offset(), first.offset() + 1, first.offset() + 2, last.offset());
            await().atMost(SOON).until(() -> committed(last) == last.offset() + 1);
            assertThat(health(node).getStatus()).isEqualTo(Status.UP);
            assertThat(health(node).getDetails()).containsEntry("dead_letters", 4L);
            assertThat(node.bean(MeterRegistry.class)
                            .counter("prego.commands.dead-letters")
                            .count())
                    .isEqualTo(4);
        }
    }

    @Test
    void while_postgresql_is_away_commands_wait_and_afterwards_they_are_done(@TempDir Path folder) throws Exception {
        var server = EmbeddedPostgres.start(folder, 0);
        try (var node = CommandApiProcess.on(server.jdbcUrl());
                var topic = new CommandsTopic()) {
            var job = registered(node, "waiting");
            await().atMost(SOON).until(() -> health(node).getStatus().equals(Status.UP));
            server.close();

            var sent = topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "outage", 1)));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(health(node).getDetails())
                            .hasEntrySatisfying(
                                    "reason",
                                    reason -> assertThat(reason)
                                            .asString()
                                            .contains("tried again: EventLogUnavailable")));
            assertThat(committed(sent)).isLessThanOrEqualTo(sent.offset());

            server = EmbeddedPostgres.start(folder, server.port());
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> count(node, job, "provision_job.dispatch_attempted") == 1);
            await().atMost(SOON).until(() -> committed(sent) == sent.offset() + 1);
            await().atMost(SOON).until(() -> health(node).getStatus().equals(Status.UP));
            assertThat(CommandsTopic.deadLetters(job)).isEmpty();
        } finally {
            server.close();
        }
    }

    private static Health health(CommandApiProcess node) {
        return ((HealthIndicator) node.bean("automationInboxHealthIndicator")).health();
    }

    private static String registered(CommandApiProcess node, String slug) throws Exception {
        return node.post("/v1/tenants", """
            {"company_name": "Acme", "subdomain_slug": "%s", "region": "eu", "plan_tier": "starter",
             "owner_email": "ada@example.com"}\
            """.formatted(slug)).text("job_id");
    }

    private static long count(CommandApiProcess node, String job, String type) {
        return node.bean(EventLog.class).read(0, 1_000).stream()
                .filter(event -> event.streamId().equals(job) && event.type().equals(type))
                .count();
    }

    /** The offset from which the group would go on; 0 when it has committed none. */
    private static long committed(RecordMetadata place) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", SharedKafka.bootstrapServers()))) {
            var offset = admin.listConsumerGroupOffsets(AutomationInbox.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(place.topic(), place.partition()));
            return offset == null ? 0 : offset.offset();
        }
    }
}
