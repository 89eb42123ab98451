package io.prego.eventlog;

import io.prego.sealing.SubjectKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that enter the log together or not at all, and only if nothing that their decision rests on has changed.
 *
 * @param events in the order of their positions; 1 to 10,000
 * @param conditions refused if any of these is broken; empty: unconditional
 * @param newSubjectKeys stored in the same transaction; an append that brings a key which exists already is a
 *     {@link AppendOutcome.Conflict}, since it sealed with a key that lost
 */
public record Append(List<NewEvent> events, List<Unless> conditions, List<SubjectKey> newSubjectKeys) {

    /**
     * Broken by an event after the position that matches the query.
     *
     * @param after the head at which the decision's events were sourced; 0 for "never at all"
     * @param butForFollowed the events of the append that this one follows, and of those that it follows in turn, do not
     *     break it; see {@link EventLog#queue}
     */
    public record Unless(TagQuery query, long after, boolean butForFollowed) {

        public Unless {
            if (after < 0) {
                throw new IllegalArgumentException("a position is at least 0, got " + after);
            }
        }

        static List<Unless> any(List<TagQuery> queries, long after) {
            return queries.stream().map(query -> new Unless(query, after, true)).toList();
        }
    }

    static final int EVENTS_MAX = 10_000;

    public Append {
        events = List.copyOf(events);
        conditions = List.copyOf(conditions);
        newSubjectKeys = List.copyOf(newSubjectKeys);
        if (events.isEmpty() || events.size() > EVENTS_MAX) {
            throw new IllegalArgumentException("an append has 1 to 10000 events, got " + events.size());
        }
        newSubjectKeys.forEach(key -> NewEvent.requireStorable("subject", key.subject()));
    }

    /** Under the condition that nothing which matches any of the queries stands after the position. */
    public Append(List<NewEvent> events, List<TagQuery> condition, long after, List<SubjectKey> newSubjectKeys) {
        this(events, Unless.any(condition, after), newSubjectKeys);
    }

    /** Without a condition. */
    public static Append of(NewEvent... events) {
        return new Append(List.of(events), List.of(), List.of());
    }

    /** The same under the further condition that nothing which matches any of the queries stands after the position. */
    public Append unless(long after, TagQuery... condition) {
        return with(Unless.any(List.of(condition), after));
    }

    /** The same under the further condition that nothing at all matches the query, nor what it follows. */
    public Append unlessEver(TagQuery query) {
        return with(List.of(new Unless(query, 0, false)));
    }

    /** Whether nothing can have come before this one unseen that breaks the other one, which follows it. */
    boolean isUnderAllConditionsOf(Append other) {
        var own = queries();
        return other.queries().stream().allMatch(own::contains);
    }

    private List<TagQuery> queries() {
        return conditions.stream()
                .filter(Unless::butForFollowed)
                .map(Unless::query)
                .toList();
    }

    private Append with(List<Unless> further) {
        var all = new ArrayList<>(conditions);
        all.addAll(further);
        return new Append(events, all, newSubjectKeys);
    }

    int size() {
        return events.stream().mapToInt(NewEvent::size).sum();
    }
}
