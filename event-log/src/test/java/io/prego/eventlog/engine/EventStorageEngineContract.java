package io.prego.eventlog.engine;

import static io.prego.eventlog.engine.Messages.activated;
import static io.prego.eventlog.engine.Messages.started;
import static io.prego.eventlog.engine.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.axonframework.messaging.eventstreaming.EventCriteria.either;
import static org.axonframework.messaging.eventstreaming.EventCriteria.havingAnyTag;
import static org.axonframework.messaging.eventstreaming.EventCriteria.havingTags;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.junit.jupiter.api.Test;

/**
 * What every storage engine for our log must do, whatever it stores in. It begins empty, its positions are those of the
 * tracking tokens, and a message's stream version is in its metadata.
 */
abstract class EventStorageEngineContract {

    private static final QualifiedName ACTIVATED = new QualifiedName("tenant.activated");
    private static final QualifiedName STARTED = new QualifiedName("tenant.provisioning_started");

    /** The one engine of the running test. */
    abstract EventStorageEngine engine();

    @Test
    void positions_are_gapless_in_commit_order_and_an_append_stands_together() throws Exception {
        atOnce(
                64,
                caller -> commit(
                        AppendCondition.none(),
                        activated(caller, tag("of", caller)),
                        activated(caller, tag("of", caller)),
                        started(caller, tag("of", caller))));

        var entries = readFrom(0, 192);

        assertThat(entries.stream().map(EventStorageEngineContract::position))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 192).boxed().toList());
        for (int i = 0; i < 192; i += 3) {
            assertThat(entries.subList(i, i + 3).stream().map(entry -> Messages.stream(entry.message())))
                    .containsOnly(Messages.stream(entries.get(i).message()));
        }
    }

    @Test
    void a_condition_on_two_tags_is_broken_only_by_an_event_with_both() {
        commit(AppendCondition.none(), activated(1, tag("a", 1)), activated(1, tag("b", 1)));
        var both = AppendCondition.withCriteria(havingTags(tag("a", 1), tag("b", 1)));

        commit(both, activated(2));
        commit(AppendCondition.none(), activated(3, tag("b", 1), tag("c", 1), tag("a", 1)));

        assertRejected(both, activated(4));
    }

    @Test
    void a_condition_of_alternatives_is_broken_by_any_of_them() {
        var either = AppendCondition.withCriteria(either(havingTags(tag("a", 1)), havingTags(tag("b", 1))));

        commit(either, activated(1));
        commit(AppendCondition.none(), activated(2, tag("b", 1)));

        assertRejected(either, activated(3));
    }

    @Test
    void a_condition_on_types_is_broken_only_by_these() {
        var activation = AppendCondition.withCriteria(havingTags(tag("a", 1)).andBeingOneOfTypes(ACTIVATED));

        commit(AppendCondition.none(), started(1, tag("a", 1)), activated(1, tag("b", 1)));
        commit(activation, activated(2, tag("a", 1)));

        assertRejected(activation, activated(3));
    }

    @Test
    void a_condition_on_types_alone_looks_at_all_tags() {
        var start = AppendCondition.withCriteria(havingAnyTag().andBeingOneOfTypes(STARTED));

        commit(AppendCondition.none(), activated(1, tag("a", 1)));
        commit(start, started(1, tag("b", 1)));

        assertRejected(start, activated(3));
    }

    @Test
    void a_condition_on_everything_is_broken_by_anything() {
        commit(AppendCondition.none(), activated(1));

        assertRejected(AppendCondition.withCriteria(havingAnyTag()), activated(2));
    }

    @Test
    void from_the_origin_on_a_condition_means_never_at_all() {
        var never = AppendCondition.withCriteria(havingTags(tag("slug", 1)));

        commit(never, activated(1, tag("slug", 1)));
        IntStream.range(0, 20).forEach(other -> commit(AppendCondition.none(), activated(other)));

        assertRejected(never, activated(2, tag("slug", 1)));
    }

    @Test
    void a_marker_excuses_what_stands_up_to_it_and_nothing_later() {
        commit(AppendCondition.none(), activated(1, tag("a", 1)));
        var seen = source(havingTags(tag("a", 1))).marker();

        commit(condition("a", seen), activated(1, tag("a", 1)));

        assertRejected(condition("a", seen), activated(1, tag("a", 1)));
    }

    @Test
    void the_marker_of_a_commit_excuses_the_commit_itself() {
        var marker = commit(AppendCondition.none(), activated(1, tag("a", 1)), activated(1, tag("a", 1)));

        commit(condition("a", marker), activated(1, tag("a", 1)));

        assertThat(source(havingTags(tag("a", 1))).entries()).hasSize(3);
    }

    @Test
    void of_concurrent_appends_on_one_tag_exactly_one_wins() throws Exception {
        for (int round = 0; round < 20; round++) {
            var slug = tag("slug", round);
            var never = AppendCondition.withCriteria(havingTags(slug));

            var won = atOnce(16, caller -> wins(never, activated(caller, slug), activated(caller, slug)));

            assertThat(won).containsOnlyOnce(true);
            assertThat(source(havingTags(slug)).entries()).hasSize(2);
        }
    }

    @Test
    void of_concurrent_appends_on_different_tags_all_win() throws Exception {
        var won = atOnce(
                32,
                caller -> wins(
                        AppendCondition.withCriteria(havingTags(tag("slug", caller))),
                        activated(caller, tag("slug", caller))));

        assertThat(won).containsOnly(true);
    }

    @Test
    void a_reader_that_saw_n_and_asks_for_what_follows_misses_nothing() throws Exception {
        var reader = CompletableFuture.supplyAsync(() -> readFrom(0, 400));

        atOnce(200, caller -> commit(AppendCondition.none(), activated(caller), started(caller)));

        assertThat(reader.get(20, TimeUnit.SECONDS).stream().map(EventStorageEngineContract::position))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
    }

    @Test
    void stream_versions_count_from_1_in_each_stream() throws Exception {
        atOnce(30, caller -> commit(AppendCondition.none(), activated(caller % 3), started(caller % 3)));

        for (int stream = 0; stream < 3; stream++) {
            var entries = source(havingTags(Messages.tenantTag(stream))).entries();
            assertThat(entries.stream().map(entry -> entry.message().metadata().get("stream_version")))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void an_event_is_found_by_each_of_its_tags_and_by_no_other() {
        commit(AppendCondition.none(), activated(1, tag("a", 1), tag("b", 2)));

        assertThat(source(havingTags(tag("a", 1))).entries()).hasSize(1);
        assertThat(source(havingTags(tag("b", 2))).entries()).hasSize(1);
        assertThat(source(havingTags(tag("a", 1), tag("b", 2))).entries()).hasSize(1);
        assertThat(source(havingTags(tag("a", 2))).entries()).isEmpty();
        assertThat(source(havingTags(tag("a", 1), tag("b", 3))).entries()).isEmpty();
    }

    @Test
    void sourcing_gives_facts_as_they_were_appended_in_order() {
        var first = activated(1, tag("a", 1));
        var second = started(1, tag("a", 1));
        commit(AppendCondition.none(), first, activated(2), second);

        var entries = source(havingTags(tag("a", 1))).entries();

        assertThat(entries.stream().map(entry -> entry.message().payload()))
                .containsExactly(first.event().payload(), second.event().payload());
        assertThat(entries.stream().map(entry -> entry.message().identifier()))
                .containsExactly(first.event().identifier(), second.event().identifier());
        assertThat(entries.getFirst().message().timestamp())
                .isEqualTo(first.event().timestamp());
        assertThat(entries.getFirst().message().type().qualifiedName()).isEqualTo(ACTIVATED);
        assertThat(entries.getFirst().message().metadata()).containsEntry("actor", "service:test");
    }

    @Test
    void sourcing_alternatives_gives_each_event_once() {
        commit(AppendCondition.none(), activated(1, tag("a", 1), tag("b", 1)), activated(2, tag("b", 1)));

        assertThat(source(either(havingTags(tag("a", 1)), havingTags(tag("b", 1))))
                        .entries())
                .hasSize(2);
    }

    @Test
    void sourcing_by_type_leaves_out_the_others() {
        commit(AppendCondition.none(), activated(1, tag("a", 1)), started(1, tag("a", 1)), started(2, tag("b", 1)));

        assertThat(source(havingTags(tag("a", 1)).andBeingOneOfTypes(STARTED)).entries())
                .hasSize(1);
        assertThat(source(havingAnyTag().andBeingOneOfTypes(STARTED)).entries()).hasSize(2);
    }

    @Test
    void sourcing_what_never_was_gives_a_marker_all_the_same() {
        commit(AppendCondition.none(), activated(1));
        var nothing = source(havingTags(tag("a", 1)));

        assertThat(nothing.entries()).isEmpty();
        commit(condition("a", nothing.marker()), activated(1, tag("a", 1)));
        assertRejected(condition("a", nothing.marker()), activated(1, tag("a", 1)));
    }

    @Test
    void sourcing_from_a_position_begins_with_the_event_there() {
        var first = commit(AppendCondition.none(), activated(1, tag("a", 1)), activated(1, tag("a", 1)));
        commit(AppendCondition.none(), activated(1, tag("a", 1)));

        var later =
                drain(engine().source(SourcingCondition.conditionFor(first.position(), havingTags(tag("a", 1))), null));

        assertThat(later.entries()).hasSize(2);
    }

    @Test
    void a_stream_delivers_what_is_there_and_what_comes_later() {
        commit(AppendCondition.none(), activated(1));
        var stream = engine().stream(StreamingCondition.startingFrom(firstToken()), null);
        var seen = new ArrayList<Long>();

        Awaitility.await().until(() -> collect(stream, seen).size() == 1);
        commit(AppendCondition.none(), activated(2), activated(3));
        Awaitility.await().until(() -> collect(stream, seen).size() == 3);
        stream.close();

        assertThat(seen).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_stream_calls_back_when_something_comes() {
        var stream = engine().stream(StreamingCondition.startingFrom(firstToken()), null);
        var called = new CompletableFuture<Boolean>();
        stream.setCallback(() -> {
            if (stream.hasNextAvailable()) {
                called.complete(true);
            }
        });

        commit(AppendCondition.none(), activated(1));

        assertThat(called.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
        stream.close();
    }

    @Test
    void a_stream_passes_over_what_does_not_meet_its_criteria() {
        IntStream.range(0, 30).forEach(other -> commit(AppendCondition.none(), activated(other, tag("b", 1))));
        commit(AppendCondition.none(), activated(1, tag("a", 1)));
        var stream = engine().stream(StreamingCondition.conditionFor(firstToken(), havingTags(tag("a", 1))), null);
        var seen = new ArrayList<Long>();

        Awaitility.await().until(() -> !collect(stream, seen).isEmpty());
        stream.close();

        assertThat(seen).containsExactly(31L);
    }

    @Test
    void tokens_mark_the_beginning_the_end_and_an_instant() {
        commit(AppendCondition.none(), activated(1), activated(2));

        assertThat(firstToken().position()).hasValue(0);
        assertThat(engine().latestToken(null).join().position()).hasValue(2);
        assertThat(engine().tokenAt(Instant.EPOCH, null).join().position()).hasValue(0);
        assertThat(engine().tokenAt(Instant.now().plusSeconds(60), null).join().position())
                .hasValue(2);
    }

    @Test
    void what_is_rolled_back_was_never_there() {
        var transaction = begin(AppendCondition.none(), activated(1, tag("a", 1)));

        transaction.rollback(null);

        assertThatThrownBy(() -> transaction.commit(null).join()).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(source(havingTags(tag("a", 1))).entries()).isEmpty();
        assertThat(engine().latestToken(null).join().position()).hasValue(0);
    }

    @Test
    void nothing_is_visible_before_the_commit() {
        begin(AppendCondition.none(), activated(1, tag("a", 1)));

        assertThat(source(havingTags(tag("a", 1))).entries()).isEmpty();
    }

    @Test
    void an_empty_append_leaves_nothing_and_says_so() {
        assertThat(commit(AppendCondition.none())).isEqualTo(ConsistencyMarker.ORIGIN);
        assertThat(engine().latestToken(null).join().position()).hasValue(0);
    }

    @Test
    void a_large_append_is_one_append() {
        var many = IntStream.range(0, 3_000)
                .mapToObj(i -> activated(i % 7, tag("a", 1)))
                .toArray(TaggedEventMessage<?>[]::new);

        commit(AppendCondition.none(), many);

        assertThat(source(havingTags(tag("a", 1))).entries()).hasSize(3_000);
    }

    @Test
    void a_duplicate_id_fails_its_own_append_and_no_other() throws Exception {
        var taken = activated(1, tag("a", 1));
        commit(AppendCondition.none(), taken);

        var won = atOnce(20, caller -> {
            try {
                commit(AppendCondition.none(), activated(caller, tag("b", 1)), caller == 7 ? taken : activated(caller));
                return true;
            } catch (RuntimeException e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(false);
        assertThat(source(havingTags(tag("b", 1))).entries()).hasSize(19);
        assertThat(engine().latestToken(null).join().position()).hasValue(39);
    }

    private static AppendCondition condition(String key, ConsistencyMarker marker) {
        return AppendCondition.withCriteria(havingTags(tag(key, 1))).withMarker(marker);
    }

    final AppendTransaction<Object> begin(AppendCondition condition, TaggedEventMessage<?>... events) {
        @SuppressWarnings("unchecked") // The result of the commit is handed back to the same transaction.
        var transaction = (AppendTransaction<Object>)
                engine().appendEvents(condition, null, List.of(events)).join();
        return transaction;
    }

    final ConsistencyMarker commit(AppendCondition condition, TaggedEventMessage<?>... events) {
        var transaction = begin(condition, events);
        var result = transaction.commit(null).orTimeout(20, TimeUnit.SECONDS).join();
        return transaction.afterCommit(result, null).join();
    }

    private boolean wins(AppendCondition condition, TaggedEventMessage<?>... events) {
        try {
            commit(condition, events);
            return true;
        } catch (RuntimeException e) {
            assertThat(e).hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
            return false;
        }
    }

    private void assertRejected(AppendCondition condition, TaggedEventMessage<?>... events) {
        assertThat(wins(condition, events)).as("the append is accepted").isFalse();
    }

    /** @param entries without the one that carries the marker */
    record Read(List<MessageStream.Entry<EventMessage>> entries, ConsistencyMarker marker) {}

    final Read source(EventCriteria criteria) {
        return drain(engine().source(SourcingCondition.conditionFor(criteria), null));
    }

    private static Read drain(MessageStream<EventMessage> stream) {
        var entries = new ArrayList<MessageStream.Entry<EventMessage>>();
        while (!stream.isCompleted()) {
            stream.next().ifPresent(entries::add);
        }
        stream.error().ifPresent(error -> Assertions.fail("sourcing failed", error));
        var marker = entries.removeLast().getResource(ConsistencyMarker.RESOURCE_KEY);
        assertThat(marker).isNotNull();
        return new Read(entries, marker);
    }

    private TrackingToken firstToken() {
        return engine().firstToken(null).join();
    }

    private List<MessageStream.Entry<EventMessage>> readFrom(long position, int count) {
        var entries = new ArrayList<MessageStream.Entry<EventMessage>>();
        var stream = engine().stream(StreamingCondition.startingFrom(firstToken()), null);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    stream.next().ifPresent(entries::add);
                    while (stream.hasNextAvailable()) {
                        stream.next().ifPresent(entries::add);
                    }
                    return entries.size() >= count;
                });
        stream.close();
        return entries;
    }

    private static List<Long> collect(MessageStream<EventMessage> stream, List<Long> positions) {
        while (stream.hasNextAvailable()) {
            stream.next().ifPresent(entry -> positions.add(position(entry)));
        }
        return positions;
    }

    private static long position(MessageStream.Entry<EventMessage> entry) {
        return TrackingToken.fromContext(entry).orElseThrow().position().orElseThrow();
    }

    private interface Caller<T> {
        T call(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int callers, Caller<T> caller) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, callers)
                    .<Callable<T>>mapToObj(number -> () -> caller.call(number))
                    .toList();
            var results = new ArrayList<T>();
            for (var call : threads.invokeAll(calls, 30, TimeUnit.SECONDS)) {
                results.add(call.get());
            }
            return results;
        }
    }
}
