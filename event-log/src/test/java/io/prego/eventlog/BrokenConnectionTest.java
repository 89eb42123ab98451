package io.prego.eventlog;

import static io.prego.eventlog.Events.appended;
import static io.prego.eventlog.Events.event;
import static io.prego.eventlog.Events.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.eventlog.AppendOutcome.Conflict;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BrokenConnectionTest {

    private static final int CALLERS = 16;
    private static final int KILLS = 40;
    private static final String KILL = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'prego-append' AND datname = current_database()
        """;

    private enum Answer {
        APPENDED,
        CONFLICT,
        UNKNOWN
    }

    private final Database database = Database.migrated();
    private final Map<UUID, Answer> answers = new ConcurrentHashMap<>();

    @Test
    void what_the_callers_were_told_is_what_is_in_the_log_however_often_the_session_is_killed() throws Exception {
        var stop = new AtomicBoolean();
        try (var log = database.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = new ArrayList<Future<?>>();
            for (int caller = 0; caller < CALLERS; caller++) {
                var counter = "counter:" + caller % 4;
                callers.add(threads.submit(() -> {
                    while (!stop.get()) {
                        count(log, counter);
                    }
                }));
            }
            killRepeatedly(log);
            stop.set(true);
            for (var caller : callers) {
                caller.get();
            }
            assertLogIsAsTold(log.read(0, 1_000_000));
        }
    }

    private void killRepeatedly(EventLog log) throws Exception {
        int kills = 0;
        while (kills < KILLS) {
            long head = log.head();
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> log.head() > head);
            kills += database.run(KILL).size();
        }
    }

    /**
     * Appends how many events of the counter there are, twice, under the condition that it is still true; and then on, as if
     * that had been appended.
     */
    private void count(EventLog log, String counter) {
        var sourced = log.source(List.of(TagQuery.of(counter)), 0);
        var first = numbers(counter, sourced.events().size(), sourced.head());
        var second = numbers(counter, sourced.events().size() + 2, sourced.head());
        var queued = log.queue(first, null);
        var following = log.queue(second, queued);
        write(first, queued);
        write(second, following);
    }

    private static Append numbers(String counter, int number, long head) {
        var tag = "number:" + number;
        return Append.of(event(counter, counter, tag), event(counter, counter, tag))
                .unless(head, TagQuery.of(counter));
    }

    private void write(Append append, Queued queued) {
        var id = append.events().getFirst().eventId();
        try {
            answers.put(
                    id,
                    switch (queued.outcome().join()) {
                        case Appended _ -> Answer.APPENDED;
                        case Conflict _ -> Answer.CONFLICT;
                    });
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(EventLogUnavailable.class);
            answers.put(id, Answer.UNKNOWN);
        }
    }

    private void assertLogIsAsTold(List<RecordedEvent> all) {
        assertThat(all)
                .extracting(RecordedEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all.size()).boxed().toList());
        var ids = all.stream().map(RecordedEvent::eventId).collect(Collectors.toSet());
        assertThat(answers.values()).contains(Answer.APPENDED, Answer.CONFLICT);
        assertThat(ids).containsAll(told(Answer.APPENDED)).doesNotContainAnyElementsOf(told(Answer.CONFLICT));
        for (int counter = 0; counter < 4; counter++) {
            assertCounts(all, "counter:" + counter);
        }
    }

    private List<UUID> told(Answer wanted) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue() == wanted)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void assertCounts(List<RecordedEvent> all, String counter) {
        var own = all.stream().filter(event -> event.tags().contains(counter)).toList();
        assertThat(own).isNotEmpty();
        for (int i = 0; i < own.size(); i++) {
            assertThat(own.get(i).tag("number")).isEqualTo(Integer.toString(i - i % 2));
            assertThat(own.get(i).streamVersion()).isEqualTo(i + 1);
        }
    }

    @Test
    void an_append_whose_answer_was_lost_is_found_again_and_what_follows_it_holds() throws Exception {
        var direct = URI.create(database.url().substring("jdbc:".length()));
        try (var proxy = new LossyProxy(direct.getPort());
                var log = EventLog.open(
                        database.url().replace(":" + direct.getPort() + "/", ":" + proxy.port() + "/"),
                        EventLogSettings.defaults())) {
            appended(log.append(Append.of(event("a", "t:1"))));
            proxy.loseNextAnswer();
            // Its own condition is broken by itself once it is in: the second try must not mistake that for a conflict.
            var lost = Append.of(event("a", "t:2"), event("a", "t:2")).unless(0, TagQuery.of("t:2"));

            var queued = log.queue(lost, null);
            var following = log.queue(Append.of(event("a", "t:2")).unless(0, TagQuery.of("t:2")), queued);
            var found = (Appended) outcome(queued.outcome());

            assertThat(proxy.hasLostIt()).isTrue();
            assertThat(found.first()).isEqualTo(2);
            assertThat(found.last()).isEqualTo(3);
            assertThat(found.streamVersions()).containsExactly(2, 3);
            assertThat(appended(following.outcome()).first()).isEqualTo(4);
            assertThat(log.head()).isEqualTo(4);
            assertThat(log.source(List.of(TagQuery.of("t:2")), 0).events()).hasSize(3);
        }
    }
}
