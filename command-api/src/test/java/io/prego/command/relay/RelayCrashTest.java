package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stops the relay dead at every point of its work. It takes longest of those that relay, so it has a broker to itself. */
class RelayCrashTest {

    static {
        // A relay that dies here must not fail what another test waits for.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private static final int BATCH = 3;
    /** Three batches, the last not full. */
    private static final int EVENTS = 7;

    private final String kafka = SharedKafka.bootstrapServers("relay-crash");
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

    @Test
    void a_relay_that_dies_at_any_step_of_any_batch_loses_and_repeats_nothing() {
        var deaths = 0;
        while (diesAfter(deaths + 1)) {
            deaths++;
            drain();
            Published.assertExactlyTheLog(kafka, log);
        }
        // Three steps to take over, five in each of three batches.
        assertThat(deaths).isEqualTo(18);
    }

    @Test
    void a_relay_that_dies_again_and_again_still_ends_with_each_event_once() {
        for (var steps = 1; steps <= 8; steps++) {
            diesAfter(steps);
        }
        drain();
        Published.assertExactlyTheLog(kafka, log);
    }

    @ParameterizedTest
    @EnumSource(
            value = RelayStep.class,
            names = {"EVENTS_SENT", "PROGRESS_SENT", "COMMITTED"})
    void a_process_that_is_killed_leaves_no_gap_and_no_repeat(RelayStep step) throws Exception {
        log.append(EVENTS);
        try (var victim = RelayProcess.start(log.jdbcUrl, kafka, BATCH, step, 2)) {
            victim.awaitLine(RelayProcess.REACHED);
            victim.kill();
        }
        drain();
        Published.assertExactlyTheLog(kafka, log);
    }

    /** Appends a short history and relays it until the step; false when the relay had no such step to take. */
    private boolean diesAfter(int steps) {
        var head = log.append(EVENTS);
        var passed = new AtomicInteger();
        var died = new AtomicReference<RelayStep>();
        var run = RelayRun.start(log, kafka, BATCH, step -> {
            if (passed.incrementAndGet() == steps) {
                died.set(step);
                throw new Death();
            }
        });
        await().dontCatchUncaughtExceptions()
                .atMost(RelayRun.PATIENCE)
                .until(() -> died.get() != null || run.relay.status().position() == head);
        run.close();
        return died.get() != null;
    }

    private void drain() {
        var run = RelayRun.start(log, kafka, BATCH);
        run.awaitPosition(log.events.head());
        run.close();
    }

    private static final class Death extends Error {

        private static final long serialVersionUID = 1;

        Death() {
            super("struck by the test", null, false, false);
        }
    }
}
