package io.prego.command.handling;

import static org.axonframework.messaging.eventstreaming.EventCriteria.either;
import static org.axonframework.messaging.eventstreaming.EventCriteria.havingTags;

import com.github.f4b6a3.uuid.UuidCreator;
import io.prego.command.eventlog.AppendOutcome.Appended;
import io.prego.command.eventlog.engine.EnvelopeMetadata;
import io.prego.command.eventlog.engine.PostgresEventStorageEngine;
import io.prego.command.handling.Handled.Decided;
import io.prego.command.handling.Handled.KeyUsed;
import io.prego.command.handling.Handled.OtherVersion;
import io.prego.command.handling.Handled.Receipt;
import io.prego.command.handling.Handled.Unproved;
import io.prego.edge.request.Idempotency;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.kernel.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.Position;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/** Handles one capability's commands on Axon's bus: loads what the decision rests on, folds, decides, appends. */
final class DecidingHandler<C, S, R> implements CommandHandler {

    private static final MessageType RESULT = new MessageType("io.prego.handled");

    private final EventStore store;
    private final Decider<C, S, R> decider;
    private final KnownStates<S> states = new KnownStates<>();

    DecidingHandler(EventStore store, Decider<C, S, R> decider) {
        this.store = store;
        this.decider = decider;
    }

    @Override
    @SuppressWarnings("unchecked") // The bus hands over only what Commands of the same decider put there.
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        var asked = (Asked<C>) Objects.requireNonNull(message.payload());
        var transaction = store.transaction(context);
        var sourced = asked.guess() ? guess(asked, transaction, context) : source(asked, transaction);
        var handled = sourced.thenApply(sourcing -> handle(asked, sourcing, transaction, context));
        return MessageStream.fromFuture(handled.thenApply(result -> new GenericCommandResultMessage(RESULT, result)));
    }

    private CompletableFuture<Sourcing<S>> source(Asked<C> asked, EventStoreTransaction transaction) {
        var key = asked.asker().idempotency();
        var criteria = criteria(decider.boundary(asked.command()), key);
        return load(
                SourcingCondition.conditionFor(criteria),
                new Sourcing<>(decider, key == null ? null : key.keyTag()),
                transaction);
    }

    /** From what is known on. That the key was never used is left to the append to find out. */
    private CompletableFuture<Sourcing<S>> guess(
            Asked<C> asked, EventStoreTransaction transaction, ProcessingContext context) {
        context.putResource(PostgresEventStorageEngine.GUESS, true);
        var key = asked.asker().idempotency();
        if (key != null) {
            context.putResource(PostgresEventStorageEngine.NEVER, key.keyTag());
        }
        var boundary = decider.boundary(asked.command());
        var known = states.of(boundary);
        var criteria = criteria(boundary, null);
        return known == null
                ? load(SourcingCondition.conditionFor(criteria), new Sourcing<>(decider, null), transaction)
                : load(
                        SourcingCondition.conditionFor(after(known.upTo()), criteria),
                        Sourcing.onTopOf(known, decider),
                        transaction);
    }

    private static Position after(long position) {
        return new GlobalIndexConsistencyMarker(position + 1).position();
    }

    private CompletableFuture<Sourcing<S>> load(
            SourcingCondition condition, Sourcing<S> from, EventStoreTransaction transaction) {
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

    private static EventCriteria criteria(List<Tag> boundary, @Nullable Idempotency key) {
        var criteria = new ArrayList<EventCriteria>();
        boundary.forEach(tag -> criteria.add(havingTags(tag.key(), tag.value())));
        if (key != null) {
            criteria.add(havingTags("key", key.keyTag().substring("key:".length())));
        }
        return criteria.size() == 1 ? criteria.getFirst() : either(criteria);
    }

    private Handled<R> handle(
            Asked<C> asked, Sourcing<S> sourcing, EventStoreTransaction transaction, ProcessingContext context) {
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
        if (asked.guess() && decision.events().isEmpty()) {
            return new Unproved<>();
        }
        var receipt = new Receipt();
        if (!decision.events().isEmpty()) {
            context.putResource(PostgresEventStorageEngine.NEW_SUBJECT_KEYS, asked.newSubjectKeys());
            messages(decision.events(), asked).forEach(transaction::appendEvent);
            context.runOnAfterCommit(done -> {
                var appended = done.getResource(PostgresEventStorageEngine.APPENDED);
                receipt.fill(appended);
                remember(asked, sourcing, decision.events(), appended);
            });
        }
        return new Decided<>(decision, sourcing.lastPosition(), version, receipt);
    }

    // Nothing that matches the boundary stands between what was sourced and what was appended: that was the condition.
    private void remember(Asked<C> asked, Sourcing<S> sourcing, List<DomainEvent> facts, @Nullable Appended appended) {
        if (appended != null) {
            var boundary = decider.boundary(asked.command());
            states.put(boundary, sourcing.known().with(facts, occurredAt(asked), appended, boundary, decider));
        }
    }

    private static Instant occurredAt(Asked<?> asked) {
        return asked.at().truncatedTo(ChronoUnit.MICROS);
    }

    private static List<EventMessage> messages(List<DomainEvent> facts, Asked<?> asked) {
        var messages = new ArrayList<EventMessage>();
        var at = occurredAt(asked);
        for (var fact : facts) {
            messages.add(new GenericEventMessage(
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    new MessageType(EventCatalogue.of(fact).name()),
                    fact,
                    metadata(fact, asked.asker(), messages.isEmpty()),
                    at));
        }
        return messages;
    }

    /** The idempotency key stands on the first event alone: that is where a repeat finds the append again. */
    private static Map<String, String> metadata(DomainEvent fact, Asker asker, boolean first) {
        var metadata = new HashMap<String, String>();
        metadata.put(EnvelopeMetadata.ACTOR, asker.actor());
        put(metadata, EnvelopeMetadata.TRACE_ID, asker.traceId());
        put(metadata, EnvelopeMetadata.CAUSATION_ID, asker.causationId());
        fact.tags().stream()
                .filter(tag -> tag.key().equals("tenant"))
                .forEach(tag -> metadata.put(EnvelopeMetadata.TENANT_ID, tag.value()));
        var key = asker.idempotency();
        if (first && key != null) {
            metadata.put(EnvelopeMetadata.KEY_TAG, key.keyTag());
            metadata.put(EnvelopeMetadata.REQUEST_MAC, HexFormat.of().formatHex(key.requestMac()));
        }
        return metadata;
    }

    private static void put(Map<String, String> metadata, String key, @Nullable String value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }
}
