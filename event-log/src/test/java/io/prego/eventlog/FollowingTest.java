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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Appends that rest on others which have no outcome yet. */
class FollowingTest extends OpenLog {

    private static final TagQuery HOT = TagQuery.of("t:hot");

    @Test
    void many_that_follow_one_another_go_together() throws SQLException {
        var all = together(() -> chain(5, 0));

        var recorded = all.stream().map(queued -> appended(queued.outcome())).toList();
        assertThat(recorded).extracting(Appended::first).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(recorded)
                .extracting(Appended::recordedAt)
                .containsOnly(recorded.getFirst().recordedAt());
        assertThat(positions(log)).containsExactly(2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void what_was_there_before_is_not_forgotten_by_it() throws SQLException {
        appendElsewhere();

        together(() -> chain(3, 1)).forEach(queued -> appended(queued.outcome()));

        assertThat(positions(log)).containsExactly(1L, 3L, 4L, 5L);
    }

    @Test
    void none_is_appended_without_the_one_that_it_follows() throws SQLException {
        appendElsewhere();

        var bystander = new ArrayList<Queued>();
        var all = together(() -> {
            var chain = chain(3, 0);
            bystander.add(log.queue(Append.of(event("b", "t:other")), null));
            return chain;
        });

        assertThat(all)
                .allSatisfy(queued -> assertThat(outcome(queued.outcome())).isInstanceOf(Conflict.class));
        assertThat(appended(bystander.getFirst().outcome()).first()).isEqualTo(3);
        assertThat(log.head()).isEqualTo(3);
    }

    @Test
    void a_link_that_is_refused_takes_with_it_what_comes_after_it_alone() throws SQLException {
        appended(log.append(Append.of(event("a", "key:used"))));

        var all = together(() -> {
            var first = log.queue(hot(0), null);
            var second = log.queue(hot(0).unlessEver(TagQuery.of("key:used")), first);
            var third = log.queue(hot(0), second);
            return List.of(first, second, third);
        });

        assertThat(appended(all.get(0).outcome()).first()).isEqualTo(3);
        assertThat(outcome(all.get(1).outcome())).isInstanceOf(Conflict.class);
        assertThat(outcome(all.get(2).outcome())).isInstanceOf(Conflict.class);
        assertThat(log.head()).isEqualTo(3);
    }

    @Test
    void a_key_that_the_followed_one_carries_is_used() throws SQLException {
        var key = TagQuery.of("key:twice");

        var all = together(() -> {
            var first = log.queue(
                    Append.of(event("a", "t:hot", "key:twice")).unless(0, HOT).unlessEver(key), null);
            return List.of(first, log.queue(hot(0).unlessEver(key), first));
        });

        assertThat(outcome(all.get(0).outcome())).isInstanceOf(Appended.class);
        assertThat(outcome(all.get(1).outcome())).isInstanceOf(Conflict.class);
    }

    @Test
    void one_may_follow_what_has_its_outcome() {
        var first = log.queue(hot(0), null);
        appended(first.outcome());

        assertThat(appended(log.queue(hot(0), first).outcome()).first()).isEqualTo(2);
    }

    @Test
    void what_comes_between_is_seen() {
        var first = log.queue(hot(0), null);
        appended(first.outcome());
        appendElsewhere();

        assertThat(outcome(log.queue(hot(0), first).outcome())).isEqualTo(new Conflict(2));
    }

    @Test
    void another_that_does_not_follow_breaks_the_next_link() throws SQLException {
        var all = together(() -> {
            var first = log.queue(hot(0), null);
            var stranger = log.queue(Append.of(event("b", "t:hot")), null);
            return List.of(first, stranger, log.queue(hot(0), first));
        });

        assertThat(appended(all.get(0).outcome()).first()).isEqualTo(2);
        assertThat(appended(all.get(1).outcome()).first()).isEqualTo(3);
        assertThat(outcome(all.get(2).outcome())).isEqualTo(new Conflict(3));
    }

    @Test
    void what_follows_a_failure_is_refused() throws SQLException {
        var known = event("a", "t:hot");
        appended(log.append(Append.of(known)));

        var all = together(() -> {
            var first = log.queue(Append.of(known).unless(1, HOT), null);
            return List.of(first, log.queue(hot(1), first));
        });

        assertThatThrownBy(() -> outcome(all.get(0).outcome())).hasCauseInstanceOf(DuplicateEventId.class);
        assertThat(outcome(all.get(1).outcome())).isInstanceOf(Conflict.class);
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void one_under_conditions_of_its_own_cannot_follow() {
        var first = log.queue(Append.of(event("a", "t:hot")), null);

        assertThatThrownBy(() -> log.queue(hot(0), first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an append may follow only one under its own conditions");
        appended(first.outcome());
        assertThat(log.head()).isEqualTo(1);
    }

    private void appendElsewhere() {
        var other = database.open();
        appended(other.append(Append.of(event("a", "t:hot"))));
        other.close();
    }

    private static Append hot(long after) {
        return Append.of(event("a", "t:hot")).unless(after, HOT);
    }

    private List<Queued> chain(int length, long after) {
        var chain = new ArrayList<Queued>();
        for (var i = 0; i < length; i++) {
            chain.add(i == 0 ? log.queue(hot(after), null) : log.queue(hot(0), chain.getLast()));
        }
        return chain;
    }

    /** In one group, as far as they can be: they wait for an append of a single event, which the lock holds up. */
    private List<Queued> together(Supplier<List<Queued>> appends) throws SQLException {
        try (var blocker = DriverManager.getConnection(database.url())) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("SELECT pg_advisory_xact_lock(log.append_lock())");
            var first = log.append(Append.of(event("first")));
            Awaitility.await().until(() -> GroupTest.isAnAppendBlocked(database.url()));
            var queued = appends.get();
            blocker.rollback();
            appended(first);
            return queued;
        }
    }

    private static List<Long> positions(EventLog log) {
        return log.source(List.of(HOT), 0).events().stream()
                .map(RecordedEvent::position)
                .toList();
    }
}
