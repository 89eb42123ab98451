package io.prego.eventlog;

import static io.prego.eventlog.Events.appended;
import static io.prego.eventlog.Events.event;
import static io.prego.eventlog.Events.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.eventlog.AppendOutcome.Conflict;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What becomes of appends that the database decides about together. */
class GroupTest extends OpenLog {

    @Test
    void an_event_id_that_is_in_the_log_fails_its_append_alone() throws SQLException {
        var known = event("a");
        appended(log.append(Append.of(known)));

        var outcomes = together(Append.of(event("a")), Append.of(event("b"), known), Append.of(event("b")));

        assertThat(((Appended) outcome(outcomes.get(0))).first()).isEqualTo(3);
        assertThatThrownBy(() -> outcome(outcomes.get(1))).hasCauseInstanceOf(DuplicateEventId.class);
        assertThat(((Appended) outcome(outcomes.get(2))).first()).isEqualTo(4);
        assertThat(log.head()).isEqualTo(4);
    }

    @Test
    void what_is_refused_leaves_no_gap_in_its_group() throws SQLException {
        var other = database.open();
        appended(other.append(Append.of(event("a", "slug:taken"))));
        other.close();

        var outcomes = together(
                Append.of(event("a"), event("b")),
                Append.of(event("a"), event("b")).unless(0, TagQuery.of("slug:taken")),
                Append.of(event("b"), event("a")));

        assertThat(appended(outcomes.get(0)).streamVersions()).containsExactly(2, 1);
        assertThat(outcome(outcomes.get(1))).isEqualTo(new Conflict(1));
        assertThat(appended(outcomes.get(2)).streamVersions()).containsExactly(2, 3);
        assertThat(log.read(2, 10)).extracting(RecordedEvent::position).containsExactly(3L, 4L, 5L, 6L);
        assertThat(log.source(List.of(TagQuery.of("slug:taken")), 0).events()).hasSize(1);
    }

    @Test
    void each_tag_stands_on_the_event_that_carries_it() throws SQLException {
        var other = database.open();
        appended(other.append(Append.of(event("a", "slug:taken"))));
        other.close();

        var outcomes = together(
                Append.of(event("a", "t:1", "t:2"), event("b", "t:3")),
                Append.of(event("a", "t:4")).unless(0, TagQuery.of("slug:taken")),
                Append.of(event("b"), event("a", "t:5", "t:1")));

        outcomes.forEach(Events::outcome);
        assertThat(database.run(
                        "SELECT tag || position FROM log.event_tag WHERE tag LIKE 't:%' ORDER BY position, tag"))
                .containsExactly("t:13", "t:23", "t:34", "t:16", "t:56");
        assertThat(database.run(
                        "SELECT array_to_string(tags, ',') FROM log.event WHERE position > 2 ORDER BY position"))
                .containsExactly("t:1,t:2", "t:3", "", "t:5,t:1");
    }

    /** One group of them: they wait for an append of a single event, which the lock holds up. */
    private List<CompletableFuture<AppendOutcome>> together(Append... appends) throws SQLException {
        try (var blocker = DriverManager.getConnection(database.url())) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("SELECT pg_advisory_xact_lock(log.append_lock())");
            var first = log.append(Append.of(event("first")));
            Awaitility.await().until(() -> isAnAppendBlocked(database.url()));
            var outcomes = Stream.of(appends).map(log::append).toList();
            blocker.rollback();
            appended(first);
            return outcomes;
        }
    }

    static boolean isAnAppendBlocked(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                        + " WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted")) {
            return rows.next();
        }
    }
}
