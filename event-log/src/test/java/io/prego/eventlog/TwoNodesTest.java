package io.prego.eventlog;

import static io.prego.eventlog.Events.appended;
import static io.prego.eventlog.Events.event;
import static io.prego.eventlog.Events.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.eventlog.AppendOutcome.Conflict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwoNodesTest {

    private EventLog one;
    private EventLog two;

    @BeforeEach
    void open() {
        var database = Database.migrated();
        // The least that may be remembered, so that the tests also run past what is.
        var settings = new EventLogSettings(Duration.ofSeconds(20), 10_000, 500, 1 << 20, 1_000, 1 << 20, 4);
        one = EventLog.open(database.url(), settings);
        two = EventLog.open(database.url(), settings);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void of_two_nodes_that_race_for_a_slug_exactly_one_wins() {
        for (int round = 0; round < 200; round++) {
            var slug = "slug:" + round;
            var mine = one.append(Append.of(event("a", slug), event("a")).unless(0, TagQuery.of(slug)));
            var yours = two.append(Append.of(event("b", slug), event("b")).unless(0, TagQuery.of(slug)));

            var outcomes = List.of(outcome(mine), outcome(yours));

            assertThat(outcomes).hasAtLeastOneElementOfType(Appended.class).hasAtLeastOneElementOfType(Conflict.class);
            assertThat(one.source(List.of(TagQuery.of(slug)), 0).events()).hasSize(1);
            assertThat(two.source(List.of(TagQuery.of(slug)), 0).events()).hasSize(1);
        }
        assertGapless(400);
    }

    @Test
    void a_guess_that_was_wrong_appends_nothing_and_is_not_made_again() {
        var query = TagQuery.of("slug:guessed");
        appended(one.append(Append.of(event("a", "slug:guessed"))));

        var guess = two.guess(List.of(query), 0);
        assertThat(guess.events()).isEmpty();
        var refused = outcome(two.append(Append.of(event("b", "slug:guessed")).unless(guess.head(), query)));

        assertThat(refused).isEqualTo(new Conflict(1));
        assertThat(two.guess(List.of(query), 0).events()).hasSize(1);
        assertGapless(1);
    }

    @Test
    void a_guess_from_memory_that_another_node_has_overtaken_appends_nothing() {
        var query = TagQuery.of("job:1");
        appended(one.append(Append.of(event("a", "job:1"))));
        assertThat(one.source(List.of(query), 0).events()).hasSize(1);
        appended(two.append(Append.of(event("a", "job:1"))));

        var stale = one.guess(List.of(query), 0);
        assertThat(stale.events()).hasSize(1);
        var refused = outcome(one.append(Append.of(event("a", "job:1")).unless(stale.head(), query)));

        assertThat(refused).isEqualTo(new Conflict(2));
        var second = one.guess(List.of(query), 0);
        assertThat(second.events()).hasSize(2);
        appended(one.append(Append.of(event("a", "job:1")).unless(second.head(), query)));
        assertGapless(3);
    }

    @Test
    void what_was_appended_as_the_first_of_its_tag_is_remembered_whole() {
        var query = TagQuery.of("slug:first");
        appended(one.append(Append.of(event("a", "slug:first"), event("a", "slug:first"))
                .unless(one.guess(List.of(query), 0).head(), query)));
        appended(two.append(Append.of(event("b", "slug:other"))));

        assertThat(one.guess(List.of(query), 0).events())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(two.source(List.of(query), 0).events())
                .hasSize(2);
    }

    @Test
    void nodes_that_append_under_different_tags_do_not_disturb_each_other() {
        var outcomes = IntStream.range(0, 300)
                .mapToObj(i -> (i % 2 == 0 ? one : two)
                        .append(Append.of(event("s" + i, "slug:" + i)).unless(0, TagQuery.of("slug:" + i))))
                .toList();

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome(outcome)).isInstanceOf(Appended.class));
        assertGapless(300);
    }

    @Test
    void what_one_node_remembers_gives_way_to_what_the_other_appends() {
        var query = List.of(TagQuery.of("t:1"));
        appended(one.append(Append.of(event("a", "t:1"))));
        assertThat(one.source(query, 0).events()).hasSize(1);
        appended(two.append(Append.of(event("a", "t:1"))));

        // The append of node two was answered before node one was asked.
        assertThat(one.source(query, 0).events()).hasSize(2);
        appended(two.append(Append.of(event("a", "t:1"))));
        appended(one.append(Append.of(event("b"))));

        assertThat(one.source(query, 0).events()).hasSize(3);
    }

    @Test
    void a_node_that_missed_more_than_it_can_be_told_starts_its_memory_anew() {
        var query = List.of(TagQuery.of("t:1"));
        assertThat(one.source(query, 0).events()).isEmpty();
        var stale = one.source(query, 0).head();
        appended(two.append(Append.of(event("a", "t:1"))));
        for (int i = 0; i < 10; i++) {
            var many =
                    IntStream.range(0, 200).mapToObj(n -> event("b", "n:" + n)).toArray(NewEvent[]::new);
            appended(two.append(Append.of(many)));
        }

        assertThat(outcome(one.append(Append.of(event("c", "t:1")).unless(stale, TagQuery.of("t:1")))))
                .isEqualTo(new Conflict(1));
        appended(one.append(Append.of(event("c", "t:9"))));

        assertThat(one.source(query, 0).events()).hasSize(1);
        assertThat(outcome(one.append(Append.of(event("c", "t:1")).unless(stale, TagQuery.of("t:1")))))
                .isEqualTo(new Conflict(1));
    }

    /**
     * Many callers on both nodes decide on what they source by one tag or two. Each accepted event says how many events
     * its decision rested on; the log itself then shows whether that was true at the moment of its append.
     */
    @Test
    void every_accepted_decision_rested_on_exactly_what_was_in_the_log() throws Exception {
        var conflicts = Collections.synchronizedList(new ArrayList<Conflict>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 12; caller++) {
                var random = new Random(caller);
                var node = caller % 2 == 0 ? one : two;
                threads.submit(() -> {
                    for (int i = 0; i < 60; i++) {
                        if (decide(node, random) instanceof Conflict conflict) {
                            conflicts.add(conflict);
                        }
                    }
                    return null;
                });
            }
        }

        var all = one.read(0, 10_000);
        assertThat(all).hasSizeGreaterThan(50);
        assertThat(conflicts).hasSize(12 * 60 - all.size());
        for (var event : all) {
            var asked = List.of(event.tag("asked").split("&", -1));
            assertThat(all.subList(0, (int) event.position() - 1))
                    .filteredOn(earlier -> earlier.tags().containsAll(asked))
                    .as("before " + event.position() + " with " + asked)
                    .hasSize(Integer.parseInt(event.tag("found")));
        }
    }

    private static AppendOutcome decide(EventLog node, Random random) {
        var tags = random.nextBoolean()
                ? Set.of("x:" + random.nextInt(4))
                : Set.of("x:" + random.nextInt(4), "y:" + random.nextInt(4));
        var query = new TagQuery(tags, Set.of());
        var sourced = node.source(List.of(query), 0);
        var event = event(
                "s",
                "x:" + random.nextInt(4),
                "y:" + random.nextInt(4),
                "asked:" + String.join("&", tags),
                "found:" + sourced.events().size());
        return outcome(node.append(Append.of(event).unless(sourced.head(), query)));
    }

    private void assertGapless(long count) {
        assertThat(two.read(0, 10_000))
                .extracting(RecordedEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }
}
