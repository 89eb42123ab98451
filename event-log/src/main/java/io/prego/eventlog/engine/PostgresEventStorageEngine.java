package io.prego.eventlog.engine;

import io.prego.event.RecordedEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.codec.UndecodableEvent;
import io.prego.eventlog.Append;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogUnavailable;
import io.prego.eventlog.Queued;
import io.prego.eventlog.Sourced;
import io.prego.eventlog.TagQuery;
import io.prego.sealing.SubjectKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.ContinuousMessageStream;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * The event log as Axon's storage engine, with conditions on tags. What goes in and comes out beside the facts:
 *
 * <ul>
 *   <li>{@link EnvelopeMetadata} names the metadata of a message that become its envelope.
 *   <li>{@link #NEW_SUBJECT_KEYS}: put the keys that the append brings along into the processing context before commit.
 *   <li>{@link #GUESS}: put into the processing context before sourcing, it lets memory answer that may be behind the
 *       log. What is appended on it is checked as ever; a decision that appends nothing must be made again without it.
 *   <li>{@link #NEVER}: put into the processing context before commit, it refuses the append if any event at all carries
 *       the tag, whether that was sourced or not.
 *   <li>{@link #FOLLOWED}: put into the processing context before sourcing, it stands for all that would be sourced: nothing
 *       is, and the append is refused if that one is, or if anything else that matches has come.
 *   <li>{@link #WHEN_QUEUED}: put into the processing context before commit, it is called on the committing thread as soon
 *       as others may follow the append.
 *   <li>{@link #APPENDED}: the positions are in the processing context once the commit is through, so every handler of
 *       its after-commit phase finds them.
 *   <li>{@link #RECORDED}: each entry of a sourced or streamed message carries its whole envelope.
 * </ul>
 *
 * <p>A token or marker n means "everything up to position n". A lost race is Axon's
 * {@code AppendEventsTransactionRejectedException}; a log out of reach is {@link EventLogUnavailable}.
 */
public final class PostgresEventStorageEngine implements EventStorageEngine {

    /** In the processing context, after the commit: where the events have got to. */
    public static final Context.ResourceKey<Appended> APPENDED = Context.ResourceKey.withLabel("appended");

    /** In the processing context, before sourcing: memory may answer, even if it is behind the log. */
    public static final Context.ResourceKey<Boolean> GUESS = Context.ResourceKey.withLabel("guess");

    /** In the processing context, before the commit: a tag {@code key:value} that no event of the log may carry. */
    public static final Context.ResourceKey<String> NEVER = Context.ResourceKey.withLabel("never");

    /** In the processing context, before sourcing: the append that the decision takes to be in the log. */
    public static final Context.ResourceKey<Queued> FOLLOWED = Context.ResourceKey.withLabel("followed");

    /** In the processing context, before the commit: is told of the append before it has its outcome. */
    public static final Context.ResourceKey<Consumer<Queued>> WHEN_QUEUED = Context.ResourceKey.withLabel("whenQueued");

    /** In the processing context, before the commit: keys to be stored in the append's transaction. */
    public static final Context.ResourceKey<List<SubjectKey>> NEW_SUBJECT_KEYS =
            Context.ResourceKey.withLabel("newSubjectKeys");

    /** On an entry of a message stream: the event as the log holds it. */
    public static final Context.ResourceKey<RecordedEvent> RECORDED = Context.ResourceKey.withLabel("recorded");

    private final EventLog log;
    private final EventMessages messages;
    private final LogWatch watch;

    public PostgresEventStorageEngine(EventLog log, EventCodec codec) {
        this.log = log;
        this.messages = new EventMessages(codec);
        this.watch = new LogWatch(log);
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(EmptyAppendTransaction.INSTANCE);
        }
        try {
            return CompletableFuture.completedFuture(
                    new LogAppendTransaction(log, append(condition, context, events), condition.consistencyMarker()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Append append(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        var newEvents = events.stream().map(messages::toEvent).toList();
        var keys = context == null ? null : context.getResource(NEW_SUBJECT_KEYS);
        boolean unconditional = condition.consistencyMarker().equals(ConsistencyMarker.INFINITY);
        var append = new Append(
                newEvents,
                unconditional ? List.of() : Tags.queries(condition.criteria()),
                // Axon's origin is -1.
                unconditional ? 0 : Math.max(0, GlobalIndexConsistencyMarker.position(condition.consistencyMarker())),
                keys == null ? List.of() : keys);
        var never = context == null ? null : context.getResource(NEVER);
        return never == null ? append : append.unlessEver(TagQuery.of(never));
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        long start = Math.max(1, GlobalIndexPosition.toIndex(condition.start()));
        try {
            if (context != null && context.containsResource(FOLLOWED)) {
                return finite(new Sourced(List.of(), 0));
            }
            var queries = Tags.queries(condition.criteria());
            boolean guess = context != null && context.containsResource(GUESS);
            return finite(guess ? log.guess(queries, start - 1) : log.source(queries, start - 1));
        } catch (EventLogUnavailable | UndecodableEvent e) {
            return MessageStream.failed(e);
        }
    }

    private MessageStream<EventMessage> finite(Sourced sourced) {
        var facts = sourced.events().stream().map(this::known).toList();
        var envelopes = sourced.events().iterator();
        var marker = new GlobalIndexConsistencyMarker(sourced.head());
        // Each message is asked for its context once and in order, so the envelopes go along with them.
        return MessageStream.fromIterable(facts, _ -> Context.with(RECORDED, envelopes.next()))
                .concatWith(MessageStream.<EventMessage>just(
                        TerminalEventMessage.INSTANCE, _ -> ConsistencyMarker.addToContext(Context.empty(), marker)));
    }

    // A decision that leaves out a fact it cannot read would be a guess.
    private EventMessage known(RecordedEvent event) {
        var message = messages.toMessage(event);
        if (message.payload() == null) {
            throw new UndecodableEvent("this version does not know the type " + event.type());
        }
        return message;
    }

    /** Messages of a type that this version does not know come with a null payload. */
    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        var cursor = new Cursor(log, condition, position(condition.position()));
        return new ContinuousMessageStream<>(
                _ -> cursor.next(), this::streamed, (_, callback) -> watch.register(callback));
    }

    private long position(@Nullable TrackingToken token) {
        long position = token == null ? 0 : Math.max(0, token.position().orElse(0));
        return position == Long.MAX_VALUE ? log.head() : position;
    }

    private MessageStream.Entry<EventMessage> streamed(RecordedEvent event) {
        var token = new GlobalSequenceTrackingToken(event.position());
        return new SimpleEntry<>(
                messages.toMessage(event), TrackingToken.addToContext(Context.with(RECORDED, event), token));
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return token(log::head);
    }

    /** By {@code recorded_at}, the clock that never goes back. */
    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        return token(() -> log.lastBefore(at));
    }

    private static CompletableFuture<TrackingToken> token(LongSupplier position) {
        try {
            return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(position.getAsLong()));
        } catch (EventLogUnavailable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("logId", log.logId().toString());
    }
}
