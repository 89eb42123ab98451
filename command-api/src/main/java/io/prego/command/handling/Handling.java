package io.prego.command.handling;

import static org.axonframework.messaging.eventstreaming.EventCriteria.either;
import static org.axonframework.messaging.eventstreaming.EventCriteria.havingTags;

import io.prego.command.handling.Handled.Decided;
import io.prego.command.handling.Handled.KeyUsed;
import io.prego.command.handling.Handled.OtherVersion;
import io.prego.command.handling.Handled.Receipt;
import io.prego.command.handling.Handled.Unproved;
import io.prego.edge.request.Idempotency;
import io.prego.event.DomainEvent;
import io.prego.event.RecordedEvent;
import io.prego.eventlog.engine.PostgresEventStorageEngine;
import io.prego.kernel.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.Position;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/** One command on its way: loads what the decision rests on, folds, decides, and hands over what is to be appended. */
final class Handling<C, S, R> {

    private final Decider<C, S, R> decider;
    private final KnownStates<S> states;
    private final Asked<C> asked;
    private final List<Tag> boundary;
    private final EventStoreTransaction transaction;
    private final ProcessingContext context;

    Handling(
            Decider<C, S, R> decider,
            KnownStates<S> states,
            Asked<C> asked,
            EventStoreTransaction transaction,
            ProcessingContext context) {
        this.decider = decider;
        this.states = states;
        this.asked = asked;
        this.boundary = decider.boundary(asked.command());
        this.transaction = transaction;
        this.context = context;
    }

    CompletableFuture<Handled<R>> run() {
        return sourced().thenApply(this::handle);
    }

    private CompletableFuture<Sourcing<S>> sourced() {
        var ahead = ahead();
        if (ahead != null) {
            return follow(ahead);
        }
        return asked.guess() ? guess() : source();
    }

    /** What is on its way and the command may be decided on; null for none, after waiting for what it may not be decided on. */
    @SuppressWarnings("unchecked") // Whoever shares the states shares the decider.
    private @Nullable Ahead<S> ahead() {
        if (!(asked.turn().passedOn() instanceof Ahead<?> ahead) || ahead.isOver()) {
            return null;
        }
        if (asked.guess()
                && asked.asker().ifMatch() == null
                && ahead.of() == states
                && ahead.boundary().equals(boundary)) {
            return (Ahead<S>) ahead;
        }
        ahead.await();
        return null;
    }

    private CompletableFuture<Sourcing<S>> follow(Ahead<S> ahead) {
        context.putResource(PostgresEventStorageEngine.FOLLOWED, ahead.append());
        leaveKeyToAppend();
        return load(SourcingCondition.conditionFor(criteria(null)), Sourcing.of(ahead, decider));
    }

    /** From what is known on. */
    private CompletableFuture<Sourcing<S>> guess() {
        context.putResource(PostgresEventStorageEngine.GUESS, true);
        leaveKeyToAppend();
        var known = states.of(boundary);
        var criteria = criteria(null);
        return known == null
                ? load(SourcingCondition.conditionFor(criteria), new Sourcing<>(decider, null))
                : load(SourcingCondition.conditionFor(after(known.upTo()), criteria), Sourcing.onTopOf(known, decider));
    }

    /** That it was never used is for the append to find out. */
    private void leaveKeyToAppend() {
        var key = asked.asker().idempotency();
        if (key != null) {
            context.putResource(PostgresEventStorageEngine.NEVER, key.keyTag());
        }
    }

    private CompletableFuture<Sourcing<S>> source() {
        var key = asked.asker().idempotency();
        return load(
                SourcingCondition.conditionFor(criteria(key)),
                new Sourcing<>(decider, key == null ? null : key.keyTag()));
    }

    private static Position after(long position) {
        return new GlobalIndexConsistencyMarker(position + 1).position();
    }

    private CompletableFuture<Sourcing<S>> load(SourcingCondition condition, Sourcing<S> from) {
        return transaction.source(condition).reduce(from, (sourcing, entry) -> {
            var envelope = Objects.requireNonNull(entry.getResource(PostgresEventStorageEngine.RECORDED));
            return fold(sourcing, entry.message().payload(), envelope);
        });
    }

    private static <S> Sourcing<S> fold(Sourcing<S> sourcing, @Nullable Object fact, RecordedEvent envelope) {
        if (fact == null) {
            throw new IllegalStateException("the event type %s is newer than this node".formatted(envelope.type()));
        }
        return sourcing.with((DomainEvent) fact, envelope);
    }

    private EventCriteria criteria(@Nullable Idempotency key) {
        var criteria = new ArrayList<EventCriteria>();
        boundary.forEach(tag -> criteria.add(havingTags(tag.key(), tag.value())));
        if (key != null) {
            criteria.add(havingTags("key", key.keyTag().substring("key:".length())));
        }
        return criteria.size() == 1 ? criteria.getFirst() : either(criteria);
    }

    private Handled<R> handle(Sourcing<S> sourcing) {
        if (sourcing.isKeyUsed()) {
            return new KeyUsed<>();
        }
        var target = decider.target(asked.command());
        var version = target == null ? 0 : sourcing.streamVersion(target);
        var ifMatch = asked.asker().ifMatch();
        if (ifMatch != null && !ifMatch.allows(version)) {
            return asked.guess() ? new Unproved<>() : new OtherVersion<>(version, sourcing.lastPosition());
        }
        var decision = decider.decide(asked.command(), sourcing.state());
        var facts = decision.events();
        if (asked.guess() && (facts.isEmpty() || (sourcing.isAhead() && !tellVersion(target, facts)))) {
            return new Unproved<>();
        }
        var receipt = new Receipt();
        if (!facts.isEmpty()) {
            append(facts, sourcing, receipt);
        }
        return new Decided<>(decision, sourcing.lastPosition(), version, receipt);
    }

    /** Whether the facts tell the version that the answer names, where nobody knows the one before. */
    private static boolean tellVersion(@Nullable StreamKey target, List<DomainEvent> facts) {
        return target == null
                || facts.stream().anyMatch(fact -> StreamKey.of(fact).equals(target));
    }

    private void append(List<DomainEvent> facts, Sourcing<S> sourcing, Receipt receipt) {
        var after = after(facts, sourcing.state());
        var known = new CompletableFuture<Known<S>>();
        context.putResource(PostgresEventStorageEngine.NEW_SUBJECT_KEYS, asked.newSubjectKeys());
        context.putResource(PostgresEventStorageEngine.WHEN_QUEUED, queued -> {
            if (!queued.outcome().isDone()) {
                asked.turn().passOn(new Ahead<>(states, boundary, after, queued, known));
            }
        });
        FactMessages.of(facts, asked).forEach(transaction::appendEvent);
        context.runOnAfterCommit(done -> {
            var appended = done.getResource(PostgresEventStorageEngine.APPENDED);
            receipt.fill(appended);
            if (appended != null) {
                var _ = sourcing.known()
                        .thenAccept(before -> remember(before.with(after, facts, appended, boundary), known));
            }
        });
    }

    private S after(List<DomainEvent> facts, S before) {
        var state = before;
        for (var fact : facts) {
            if (fact.tags().stream().anyMatch(boundary::contains)) {
                state = decider.evolve(state, fact, asked.at());
            }
        }
        return state;
    }

    // Nothing that matches the boundary stands between what was sourced and what was appended: that was the condition.
    private void remember(Known<S> now, CompletableFuture<Known<S>> known) {
        states.put(boundary, now);
        if (known.getNumberOfDependents() == 0) {
            known.complete(now);
        } else {
            // Each that follows waits for the one before it: in one thread a long line would become a deep stack.
            Thread.startVirtualThread(() -> known.complete(now));
        }
    }
}
