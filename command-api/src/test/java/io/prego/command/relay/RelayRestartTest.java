package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.EmbeddedKafka;
import io.prego.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Kafka and PostgreSQL go away and come back; nobody restarts the relay. */
@ResourceLock("relay-kafka")
class RelayRestartTest {

    @TempDir
    Path folder;

    @Test
    void appends_go_on_without_kafka_and_are_published_when_it_is_back() throws Exception {
        var broker = EmbeddedKafka.start(folder, 0);
        var kafka = broker.bootstrapServers();
        try (var log = TestLog.fresh();
                var run = RelayRun.start(log, kafka, 10)) {
            run.awaitPosition(log.append(100));
            broker.close();
            var head = log.append(100);
            run.awaitState(RelayState.Failing.class);
            assertThat(run.relay.status().lag()).isEqualTo(100);
            assertThat(head).isEqualTo(200);
            broker = EmbeddedKafka.start(folder, port(kafka));
            run.awaitPosition(head);
            assertThat(run.relay.status().lag()).isZero();
            Published.assertExactlyTheLog(kafka, log);
        } finally {
            broker.close();
        }
    }

    @Test
    void a_broker_that_restarts_under_load_neither_loses_nor_repeats() throws Exception {
        var broker = EmbeddedKafka.start(folder, 0);
        var kafka = broker.bootstrapServers();
        try (var log = TestLog.fresh();
                var run = RelayRun.start(log, kafka, 5)) {
            log.append(1_000);
            run.awaitPosition(200);
            broker.close();
            broker = EmbeddedKafka.start(folder, port(kafka));
            run.awaitPosition(1_000);
            Published.assertExactlyTheLog(kafka, log);
        } finally {
            broker.close();
        }
    }

    @Test
    void a_relay_waits_for_a_database_that_restarts() throws Exception {
        var kafka = RelayRun.kafka();
        TestTopics.delete(kafka);
        var postgres = EmbeddedPostgres.start(folder, 0);
        try (var log = TestLog.migrated(postgres.jdbcUrl());
                var run = RelayRun.start(log, kafka, 10)) {
            run.awaitPosition(log.append(50));
            var port = postgres.port();
            postgres.close();
            run.awaitState(RelayState.Failing.class);
            postgres = EmbeddedPostgres.start(folder, port);
            run.awaitState(RelayState.Relaying.class);
            run.awaitPosition(log.append(50));
            Published.assertExactlyTheLog(kafka, log);
        } finally {
            postgres.close();
        }
    }

    private static int port(String bootstrapServers) {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
    }
}
