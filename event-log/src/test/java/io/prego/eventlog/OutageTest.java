package io.prego.eventlog;

import static io.prego.eventlog.Events.appended;
import static io.prego.eventlog.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.prego.embedded.EmbeddedPostgres;
import io.prego.event.RecordedEvent;
import io.prego.eventlog.AppendOutcome.Appended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {

    /** Two seconds are promised; the rest is for a machine that is busy with other tests. */
    private static final Duration PROMISED = Duration.ofMillis(2_500);

    private final List<UUID> acknowledged = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void while_postgresql_is_down_answers_come_in_time_and_afterwards_all_goes_on_by_itself() throws Exception {
        var server = EmbeddedPostgres.start(folder, 0);
        var url = server.jdbcUrl();
        EventLogSchema.migrate(url);
        try (var log = EventLog.open(url, EventLogSettings.defaults())) {
            append(log);
            assertThat(log.source(List.of(TagQuery.of("t:1")), 0).events()).hasSize(1);
            server.close();

            assertUnavailable(() -> append(log));
            assertUnavailable(() -> append(log));
            assertUnavailable(() -> log.source(List.of(TagQuery.of("t:1")), 0));
            assertUnavailable(() -> log.source(List.of(TagQuery.of("t:2")), 0));
            assertUnavailable(() -> log.read(0, 10));

            server = EmbeddedPostgres.start(folder, server.port());
            Awaitility.await().ignoreExceptions().until(() -> append(log));
            assertGoesOn(log);
        } finally {
            server.close();
        }
    }

    @Test
    void while_postgresql_is_frozen_answers_come_in_time_and_afterwards_all_goes_on_by_itself() throws Exception {
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            EventLogSchema.migrate(server.jdbcUrl());
            try (var log = EventLog.open(server.jdbcUrl(), EventLogSettings.defaults())) {
                append(log);
                assertThat(log.source(List.of(TagQuery.of("t:1")), 0).events()).hasSize(1);
                var processes =
                        new ArrayList<>(new Database(server.jdbcUrl()).run("SELECT pid::text FROM pg_stat_activity"));
                processes.add(Long.toString(server.pid()));

                signal("-STOP", processes);
                try {
                    assertUnavailable(() -> append(log));
                    assertUnavailable(() -> append(log));
                    assertUnavailable(() -> log.source(List.of(TagQuery.of("t:1")), 0));
                    assertUnavailable(() -> log.read(0, 10));
                } finally {
                    signal("-CONT", processes);
                }

                Awaitility.await().ignoreExceptions().until(() -> append(log));
                assertGoesOn(log);
            }
        }
    }

    private boolean append(EventLog log) {
        var event = event("a", "t:1");
        assertThat(log.append(Append.of(event)).join()).isInstanceOf(Appended.class);
        return acknowledged.add(event.eventId());
    }

    private static void assertUnavailable(ThrowingCallable call) {
        long begun = System.nanoTime();
        var failure = catchThrowable(call);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED);
        assertThat(failure instanceof CompletionException ? failure.getCause() : failure)
                .isInstanceOf(EventLogUnavailable.class);
    }

    // What failed may be in the log all the same; what was acknowledged has to be. Connections for reads are sought on
    // their
    // own, at least once in 0.8 s.
    private void assertGoesOn(EventLog log) {
        Awaitility.await().ignoreExceptions().until(() -> log.head() > 0);
        var last = appended(log.append(Append.of(event("a", "t:1")))).last();
        var events = log.read(0, 100);
        assertThat(events).hasSize((int) last);
        assertThat(events).extracting(RecordedEvent::eventId).containsAll(acknowledged);
        assertThat(log.source(List.of(TagQuery.of("t:1")), 0).events()).hasSize((int) last);
    }

    private static void signal(String name, List<String> processes) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", name));
        command.addAll(processes);
        // Of the sessions that were listed, the one that listed them has ended.
        assertThat(new ProcessBuilder(command).start().waitFor()).isBetween(0, 1);
    }
}
