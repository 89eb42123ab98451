package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.eventlog.EventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@ResourceLock("relay-kafka")
class RelayConfigurationTest {

    private final String kafka = RelayRun.kafka();

    @Test
    void the_relay_lives_with_its_context_and_tells_how_it_is() throws Exception {
        TestTopics.delete(kafka);
        try (var log = TestLog.fresh()) {
            var head = log.append(20);
            context(log, kafka).run(context -> {
                var health = context.getBean("relayHealthIndicator", HealthIndicator.class);
                var metrics = new SimpleMeterRegistry();
                context.getBean(RelayMetrics.class).bindTo(metrics);
                await().atMost(RelayRun.PATIENCE)
                        .until(() -> metrics.get("prego.relay.position").gauge().value() == head);
                assertThat(metrics.get("prego.relay.lag").gauge().value()).isZero();
                assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
                assertThat(health.health().getDetails())
                        .containsEntry("leader", true)
                        .containsEntry("position", head)
                        .containsEntry("lag", 0L);
                Published.assertExactlyTheLog(kafka, log);
            });
        }
    }

    @Test
    void without_kafka_the_context_starts_and_the_health_says_so() {
        try (var log = TestLog.fresh()) {
            context(log, "127.0.0.1:1").run(context -> {
                var health = context.getBean("relayHealthIndicator", HealthIndicator.class);
                assertThat(context).hasNotFailed();
                await().atMost(RelayRun.PATIENCE)
                        .until(() -> health.health().getStatus().getCode().equals("DOWN"));
                assertThat(health.health().getDetails()).containsEntry("leader", false);
                assertThat(health.health().getDetails().get("reason").toString())
                        .contains("prego.tenant.v1");
            });
        }
    }

    private static ApplicationContextRunner context(TestLog log, String bootstrapServers) {
        return new ApplicationContextRunner()
                .withUserConfiguration(RelayConfiguration.class)
                .withBean(EventLog.class, () -> log.events)
                .withPropertyValues(
                        "prego.database.url=" + log.jdbcUrl, "prego.kafka.bootstrap-servers=" + bootstrapServers);
    }
}
