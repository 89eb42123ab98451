package io.prego.eventlog;

import io.prego.event.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of everything that happened, as one node sees it. Thread-safe; one per node.
 *
 * <ul>
 *   <li>Positions are 1, 2, 3 … in commit order. Whoever has seen n and asks for n + 1 loses nothing.
 *   <li>An append is answered only after its commit, and is in the log wholly or not at all.
 *   <li>A read sees every event that was committed on any node before the read began.
 * </ul>
 *
 * <p>Reads throw {@link EventLogUnavailable}. Appends complete with it, with {@link EventLogFull} or with
 * {@link DuplicateEventId}; a lost race is the value {@link AppendOutcome.Conflict}.
 */
public final class EventLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final LogConnections connections;
    private final LogReader reader;
    private final Recollection recollection;
    private final FreshHead freshHead;
    private final Appender appender;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final UUID logId;

    private EventLog(LogConnections connections, EventLogSettings settings) {
        this.connections = connections;
        this.reader = new LogReader(connections);
        this.logId = reader.logId();
        this.recollection = new Recollection(settings, reader.head());
        this.freshHead = new FreshHead(reader, recollection, settings.answerWithin());
        this.appender = new Appender(connections, settings, recollection, this::tell);
        appender.start();
    }

    /**
     * Opens the log of a database that {@link EventLogSchema#migrate} has prepared.
     *
     * @param jdbcUrl complete with user and password
     */
    public static EventLog open(String jdbcUrl, EventLogSettings settings) {
        var connections = new LogConnections(jdbcUrl, settings);
        try {
            return new EventLog(connections, settings);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    /** The name of this log, made with it and the same for ever. */
    public UUID logId() {
        return logId;
    }

    /** Queues the append for the next group; the future completes within the time that the settings allow. */
    public CompletableFuture<AppendOutcome> append(Append append) {
        return queue(append, null).outcome();
    }

    /**
     * As {@link #append}, for a decision that takes another append of this log for granted before that has its outcome.
     *
     * @param followed the append whose events are taken to be in the log: conditions hold from there on, and this one is a
     *     {@link AppendOutcome.Conflict} where that one was not appended. It must have the same conditions, but for those
     *     of {@link Append#unlessEver}; null for none
     */
    public Queued queue(Append append, @Nullable Queued followed) {
        var before = (Pending) followed;
        if (before != null && !before.append.isUnderAllConditionsOf(append)) {
            throw new IllegalArgumentException("an append may follow only one under its own conditions");
        }
        return appender.queue(append, before);
    }

    /**
     * All events after the position that match any of the queries, with the head they are complete to. Meant for streams
     * of a few hundred events at most; what is sourced by one tag from the beginning is kept in memory.
     */
    public Sourced source(List<TagQuery> queries, long after) {
        if (recollection.source(queries, after) != null) {
            try {
                freshHead.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EventLogUnavailable("interrupted while waiting for the event log", e);
            }
            var remembered = recollection.source(queries, after);
            if (remembered != null) {
                return remembered;
            }
        }
        var sourced = reader.source(queries, after);
        if (queries.size() == 1 && queries.getFirst().isByOneTag() && after == 0) {
            recollection.remember(queries.getFirst().tags().iterator().next(), sourced);
        }
        return sourced;
    }

    /**
     * As {@link #source}, without asking the database where memory may do: perhaps behind the log, and with no events
     * where none are remembered. What follows from it holds if it is appended under its condition, which is checked;
     * what follows without an append has to be sourced.
     */
    public Sourced guess(List<TagQuery> queries, long after) {
        var guess = recollection.guess(queries, after);
        return guess == null ? source(queries, after) : guess;
    }

    /** Whether this node knows without asking that an event with the tag stands in the log; false where it does not. */
    public boolean isKnownToHold(String tag) {
        return recollection.holds(tag);
    }

    /** The events after the position, in order, at most {@code max}; empty at the head. */
    public List<RecordedEvent> read(long afterPosition, int max) {
        return reader.read(afterPosition, max);
    }

    /** The position of the last event; 0 while there is none. */
    public long head() {
        return reader.head();
    }

    /** The event with this id; null if there is none. */
    public @Nullable RecordedEvent find(UUID eventId) {
        return reader.find(eventId);
    }

    /** The whole append whose first event carries this tag ({@code key:…}); null if there is none. */
    public @Nullable RecordedAppend appendOf(String keyTag) {
        return reader.appendOf(keyTag);
    }

    /** The last position that was recorded before the instant; 0 if none. */
    public long lastBefore(Instant instant) {
        return reader.lastBefore(instant);
    }

    /**
     * Calls the listener with the new head after each commit of this node, on the appender's thread: it must only wake
     * someone. Appends of other nodes are not announced.
     *
     * @return ends it
     */
    public Runnable onAppend(LongConsumer listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(long head) {
        for (var listener : listeners) {
            try {
                listener.accept(head);
            } catch (RuntimeException e) {
                LOG.error("a listener of the event log failed", e);
            }
        }
    }

    /** Takes no more appends, waits for those that were taken, and lets go of the database. */
    @Override
    public void close() {
        appender.close();
        connections.close();
    }
}
