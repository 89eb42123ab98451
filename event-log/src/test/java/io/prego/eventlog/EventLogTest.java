package io.prego.eventlog;

import static io.prego.eventlog.Events.appended;
import static io.prego.eventlog.Events.event;
import static io.prego.eventlog.Events.outcome;
import static io.prego.eventlog.Events.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.eventlog.AppendOutcome.Conflict;
import io.prego.sealing.SubjectKey;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EventLogTest extends OpenLog {

    @Test
    void an_append_gets_the_next_positions_and_the_next_version_of_each_stream() {
        var first = appended(log.append(Append.of(event("a"), event("b"), event("a"))));
        var second = appended(log.append(Append.of(event("a"), event("c"))));

        assertThat(first.first()).isEqualTo(1);
        assertThat(first.last()).isEqualTo(3);
        assertThat(first.streamVersions()).containsExactly(1, 1, 2);
        assertThat(second.first()).isEqualTo(4);
        assertThat(second.streamVersions()).containsExactly(3, 1);
        assertThat(log.read(0, 100)).extracting(RecordedEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log.read(2, 2)).extracting(RecordedEvent::position).containsExactly(3L, 4L);
    }

    @Test
    void an_event_comes_back_as_it_went_in() {
        var id = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
        var occurredAt = Instant.parse("2026-03-01T12:00:00.123456789Z");
        var odd = "tag:\"q\" \\ {x,y} 회사";
        var payload = new byte[] {0, -1, 92, 34, 127, -128};
        appended(log.append(Append.of(new NewEvent(
                id,
                "t.x",
                9,
                "s",
                "i",
                List.of("b:2", odd, "a:1", "b:2"),
                occurredAt,
                "operator:o",
                "tnt_1",
                "trace_1",
                "cor",
                "cau",
                "src",
                null,
                payload))));

        var found = log.find(id);

        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("recordedAt")
                .isEqualTo(new RecordedEvent(
                        1,
                        id,
                        "t.x",
                        9,
                        "s",
                        "i",
                        1,
                        List.of("b:2", odd, "a:1"),
                        Instant.parse("2026-03-01T12:00:00.123456Z"),
                        found.recordedAt(),
                        "operator:o",
                        "tnt_1",
                        "trace_1",
                        "cor",
                        "cau",
                        "src",
                        payload));
        assertThat(log.source(List.of(TagQuery.of(odd)), 0).events()).hasSize(1);
        assertThat(log.find(UUID.fromString("0198c0de-0000-7000-8000-000000000002")))
                .isNull();
    }

    @Test
    void a_conflict_names_an_event_that_broke_the_condition() {
        appended(log.append(Append.of(event("a", "slug:y"), event("a", "slug:x"))));

        assertThat(outcome(log.append(Append.of(event("b", "slug:x")).unless(0, TagQuery.of("slug:x")))))
                .isEqualTo(new Conflict(2));
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void what_is_remembered_of_a_tag_grows_with_the_log() {
        var query = List.of(TagQuery.of("t:1"));
        assertThat(log.source(query, 0).events()).isEmpty();
        for (int i = 1; i <= 5; i++) {
            appended(log.append(Append.of(event("a", "t:1"), event("a", "t:2"))));

            var sourced = log.source(query, 0);

            assertThat(sourced.head()).isEqualTo(2L * i);
            assertThat(sourced.events()).usingRecursiveComparison().isEqualTo(fromTheDatabase("t:1"));
        }
        assertThat(log.source(query, 4).events())
                .extracting(RecordedEvent::position)
                .containsExactly(5L, 7L, 9L);
        assertThat(log.source(List.of(new TagQuery(Set.of("t:1"), Set.of("other"))), 0)
                        .events())
                .isEmpty();
    }

    private List<RecordedEvent> fromTheDatabase(String tag) {
        return log.read(0, 100).stream()
                .filter(event -> event.tags().contains(tag))
                .toList();
    }

    @Test
    void the_append_of_an_idempotency_key_is_found_whole() throws SQLException {
        var mac = new byte[] {1, 2, 3};
        appended(log.append(Append.of(event("a", "key:k2"))));
        appended(log.append(
                Append.of(withMac(event("a", "key:k1", "t:1"), mac), event("b"), typed("later.thing", "a"))));
        appended(log.append(Append.of(event("c"))));

        var found = log.appendOf("key:k1");

        assertThat(found).isNotNull();
        assertThat(found.requestMac()).isEqualTo(mac);
        assertThat(found.events()).extracting(RecordedEvent::position).containsExactly(2L, 3L, 4L);
        assertThat(log.appendOf("key:none")).isNull();
        assertThat(database.run("SELECT append_index || '/' || append_size FROM log.event ORDER BY position"))
                .containsExactly("0/1", "0/3", "1/3", "2/3", "0/1");
    }

    private static NewEvent withMac(NewEvent event, byte[] mac) {
        return new NewEvent(
                event.eventId(),
                event.type(),
                event.schemaId(),
                event.streamType(),
                event.streamId(),
                event.tags(),
                event.occurredAt(),
                event.actor(),
                null,
                null,
                null,
                null,
                null,
                mac,
                event.payload());
    }

    @Test
    void a_new_key_comes_in_with_its_append() throws SQLException {
        var key = new SubjectKey("tnt_1/f", 1, new byte[] {7});

        appended(log.append(new Append(List.of(event("a")), List.of(), 0, List.of(key))));

        assertThat(database.run("SELECT subject || generation || encode(wrapped, 'hex') FROM keys.subject_key"))
                .containsExactly("tnt_1/f107");
    }

    @Test
    void of_appends_that_bring_the_same_key_the_first_wins() throws SQLException {
        var outcomes = IntStream.range(0, 10)
                .mapToObj(i -> log.append(new Append(
                        List.of(event("a" + i)), List.of(), 0, List.of(new SubjectKey("tnt_1/f", 1, new byte[] {(byte) i
                        })))))
                .toList();

        assertThat(outcomes.stream().map(Events::outcome).filter(Appended.class::isInstance))
                .hasSize(1);
        assertThat(outcomes.stream().map(Events::outcome).filter(new Conflict(0)::equals))
                .hasSize(9);
        assertThat(log.head()).isEqualTo(1);
        assertThat(database.run("SELECT subject FROM keys.subject_key")).hasSize(1);
    }

    @Test
    void a_refused_append_leaves_no_key() throws SQLException {
        appended(log.append(Append.of(event("a", "t:1"))));
        var key = new SubjectKey("tnt_1/f", 1, new byte[] {7});

        outcome(log.append(new Append(
                List.of(event("b")), List.of(new TagQuery(Set.of("t:1"), Set.of("thing.happened"))), 0, List.of(key))));

        assertThat(database.run("SELECT subject FROM keys.subject_key")).isEmpty();
    }

    @Test
    void an_append_that_the_database_cannot_take_fails_alone() throws SQLException {
        database.run("ALTER TABLE log.event ADD CONSTRAINT no_poison CHECK (type <> 'poison')");
        var outcomes = IntStream.range(0, 20)
                .mapToObj(i -> log.append(Append.of(typed(i == 9 ? "poison" : "fine", "a"))))
                .toList();

        for (int i = 0; i < 20; i++) {
            var outcome = outcomes.get(i);
            if (i == 9) {
                assertThatThrownBy(() -> outcome(outcome)).hasCauseInstanceOf(IllegalStateException.class);
            } else {
                assertThat(outcome(outcome)).isInstanceOf(Appended.class);
            }
        }
        assertThat(log.head()).isEqualTo(19);
    }

    @Test
    void a_full_queue_takes_no_more() throws Exception {
        var small = new EventLogSettings(Duration.ofSeconds(20), 5, 500, 1 << 20, 1_000, 0, 1);
        try (var full = EventLog.open(database.url(), small);
                var blocker = DriverManager.getConnection(database.url())) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("SELECT pg_advisory_xact_lock(log.append_lock())");
            var onItsWay = full.append(Append.of(event("a")));
            Awaitility.await().until(() -> GroupTest.isAnAppendBlocked(database.url()));
            // One event of the next group may be gathered; five wait.
            var outcomes = IntStream.range(0, 20)
                    .mapToObj(i -> full.append(Append.of(event("a"))))
                    .toList();

            assertThat(outcomes.getLast()).isCompletedExceptionally();
            assertThatThrownBy(() -> outcomes.getLast().join()).hasCauseInstanceOf(EventLogFull.class);
            blocker.rollback();
            assertThat(outcome(onItsWay)).isInstanceOf(Appended.class);
            assertThat(outcome(outcomes.getFirst())).isInstanceOf(Appended.class);
        }
    }

    @Test
    void closing_waits_for_what_was_taken_and_takes_no_more() {
        var second = database.open();
        var outcomes = IntStream.range(0, 200)
                .mapToObj(i -> second.append(Append.of(event("a"))))
                .toList();

        second.close();

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isCompleted());
        assertThat(log.head()).isEqualTo(200);
        assertThatThrownBy(() -> second.append(Append.of(event("a"))).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EventLogUnavailable.class);
    }

    @Test
    void listeners_hear_each_commit_until_they_leave() {
        var heads = Collections.synchronizedList(new ArrayList<Long>());
        var leave = log.onAppend(heads::add);
        log.onAppend(_ -> {
            throw new IllegalStateException("a bad listener disturbs nobody");
        });

        appended(log.append(Append.of(event("a"), event("a"))));
        appended(log.append(Append.of(event("a"))));
        leave.run();
        appended(log.append(Append.of(event("a"))));

        assertThat(heads).containsExactly(2L, 3L);
    }

    @Test
    void the_log_keeps_its_name() {
        try (var again = database.open()) {
            assertThat(again.logId()).isEqualTo(log.logId());
        }
    }
}
