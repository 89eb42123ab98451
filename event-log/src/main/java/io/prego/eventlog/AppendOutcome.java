package io.prego.eventlog;

import java.time.Instant;

/** What became of an append that the log has answered. No answer is no outcome: see {@link EventLogUnavailable}. */
public sealed interface AppendOutcome {

    /**
     * It is committed.
     *
     * @param first position of its first event
     * @param last position of its last event; between them stand its other events and nothing else
     * @param recordedAt of all its events, UTC, microseconds
     * @param streamVersions one per event, in order
     */
    @SuppressWarnings("ArrayRecordComponent") // Read by index; nothing compares outcomes by equals.
    record Appended(long first, long last, Instant recordedAt, long[] streamVersions) implements AppendOutcome {}

    /**
     * Nothing was appended, because the decision rests on something that has changed: source and decide again.
     *
     * @param position an event that breaks the condition; 0 when it was a new subject key that exists already, or when the
     *     append that it follows was not appended
     */
    record Conflict(long position) implements AppendOutcome {}
}
