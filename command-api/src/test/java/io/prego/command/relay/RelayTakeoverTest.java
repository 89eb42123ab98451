package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More than one relay on one log. */
@ResourceLock("relay-kafka")
class RelayTakeoverTest {

    private final String kafka = RelayRun.kafka();
    private TestLog log;

    @BeforeEach
    void open() throws Exception {
        TestTopics.delete(kafka);
        log = TestLog.fresh();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = RelayStep.class,
            names = {"READ", "PROGRESS_SENT"})
    void a_relay_that_was_frozen_finds_itself_replaced_and_writes_nothing(RelayStep step) throws Exception {
        log.append(7);
        try (var frozen = RelayProcess.start(log.jdbcUrl, kafka, 3, step, 2)) {
            frozen.awaitLine(RelayProcess.REACHED);
            frozen.freeze();
            try (var successor = RelayRun.start(log, kafka, 3)) {
                successor.awaitPosition(7);
                frozen.thaw();
                frozen.goOn();
                frozen.awaitLine(RelayProcess.STANDING_BY);
                successor.awaitPosition(log.append(7));
            }
        }
        Published.assertExactlyTheLog(kafka, log);
    }

    @Test
    void of_two_relays_one_works_and_the_other_takes_over_at_its_end() {
        try (var otherNode = log.secondNode();
                var second = RelayRun.start(otherNode, kafka, 10)) {
            second.awaitState(RelayState.Relaying.class);
            try (var first = RelayRun.start(log, kafka, 10)) {
                first.awaitState(RelayState.StandingBy.class);
                log.append(50);
                second.awaitPosition(otherNode.append(50));
                assertThat(first.relay.status().state()).isInstanceOf(RelayState.StandingBy.class);
                second.relay.stop();
                first.awaitPosition(otherNode.append(50));
            }
        }
        Published.assertExactlyTheLog(kafka, log);
    }

    @Test
    void a_relay_without_its_session_lets_go_and_is_elected_again() throws Exception {
        try (var run = RelayRun.start(log, kafka, 10)) {
            run.awaitPosition(log.append(20));
            endLockSession();
            run.awaitState(RelayState.Failing.class);
            run.awaitState(RelayState.Relaying.class);
            run.awaitPosition(log.append(20));
        }
        Published.assertExactlyTheLog(kafka, log);
    }

    @Test
    void a_term_that_another_term_has_fenced_can_commit_nothing() throws Exception {
        log.append(9);
        var clients = new RelayClients(kafka, RelayRun.settings(3));
        TestTopics.create(clients);
        try (var old = RelayTerm.begin(clients, log.events, RelayObserver.NONE)) {
            old.relay(log.events.read(0, 3));
            try (var young = RelayTerm.begin(clients, log.events, RelayObserver.NONE)) {
                assertThat(young.position()).isEqualTo(3);
                assertThatThrownBy(() -> old.relay(log.events.read(3, 3))).isInstanceOf(KafkaException.class);
                young.relay(log.events.read(3, 6));
            }
        }
        Published.assertExactlyTheLog(kafka, log);
    }

    @Test
    void a_session_that_falls_silent_loses_the_lock() throws Exception {
        var silent = RelayRun.settings(1);
        try (var session = DriverManager.getConnection(log.jdbcUrl + "&options=-c%20idle_session_timeout=1000")) {
            assertThat(LeaderLock.tryLock(session)).isTrue();
            var waited = System.nanoTime();
            try (var lock = LeaderLock.take(log.jdbcUrl, silent, () -> true, () -> {})) {
                assertThat(lock).isNotNull();
                assertThat(System.nanoTime() - waited).isGreaterThan(500_000_000L);
                await().during(silent.lockTimeout().multipliedBy(2)).until(lock::held);
            }
        }
    }

    private void endLockSession() throws Exception {
        try (var connection = DriverManager.getConnection(log.jdbcUrl);
                var statement = connection.createStatement()) {
            statement.execute("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE application_name = 'prego-relay-lock' AND datname = current_database()
                """);
        }
    }
}
