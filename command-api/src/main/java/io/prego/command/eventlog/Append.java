package io.prego.command.eventlog;

import io.prego.sealing.SubjectKey;
import java.util.List;

/**
 * Events that enter the log together or not at all, and only if nothing that their decision rests on has changed.
 *
 * @param events in the order of their positions; 1 to 10,000
 * @param condition refused if an event after {@code after} matches any of these; empty: unconditional
 * @param after the head at which the decision's events were sourced; 0 for "never at all"
 * @param newSubjectKeys stored in the same transaction; an append that brings a key which exists already is a
 *     {@link AppendOutcome.Conflict}, since it sealed with a key that lost
 */
public record Append(List<NewEvent> events, List<TagQuery> condition, long after, List<SubjectKey> newSubjectKeys) {

    static final int EVENTS_MAX = 10_000;

    public Append {
        events = List.copyOf(events);
        condition = List.copyOf(condition);
        newSubjectKeys = List.copyOf(newSubjectKeys);
        if (events.isEmpty() || events.size() > EVENTS_MAX) {
            throw new IllegalArgumentException("an append has 1 to 10000 events, got " + events.size());
        }
        if (after < 0) {
            throw new IllegalArgumentException("a position is at least 0, got " + after);
        }
        newSubjectKeys.forEach(key -> NewEvent.requireStorable("subject", key.subject()));
    }

    /** Without a condition. */
    public static Append of(NewEvent... events) {
        return new Append(List.of(events), List.of(), 0, List.of());
    }

    /** The same events under the condition that nothing which matches any of the queries stands after the position. */
    public Append unless(long after, TagQuery... condition) {
        return new Append(events, List.of(condition), after, newSubjectKeys);
    }

    int size() {
        return events.stream().mapToInt(NewEvent::size).sum();
    }
}
