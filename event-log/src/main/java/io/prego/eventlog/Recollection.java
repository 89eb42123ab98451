package io.prego.eventlog;

import io.prego.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the log without asking: its head, the recent tags, and the events of tags that were sourced
 * lately. It is always the whole truth up to its head, which only grows; it may be behind the log. Thread-safe.
 */
final class Recollection {

    private final RecentTags recent;
    private final SourcedTags sourced;
    private long head;
    private long appendsBegun;
    private boolean appending;

    Recollection(EventLogSettings settings, long head) {
        this.recent = new RecentTags(settings.rememberedTagsMax(), head);
        this.sourced = new SourcedTags(settings.rememberedBytesMax());
        this.head = head;
    }

    synchronized long head() {
        return head;
    }

    /** The position of an event after {@code after} that certainly matches; 0 when none is known. */
    synchronized long brokenBy(TagQuery query, long after) {
        if (!query.isByOneTag()) {
            return 0;
        }
        var at = recent.lastOf(query.tags().iterator().next());
        return at != null && at > after ? at : 0;
    }

    /** Whether an event with the tag certainly stands in the log; false where this node does not know. */
    synchronized boolean holds(String tag) {
        return recent.lastOf(tag) != null;
    }

    /** A position up to which certainly nothing after {@code after} matches: the head, or {@code after} itself. */
    synchronized long clearTo(TagQuery query, long after) {
        return isClear(query, after) ? Math.max(head, after) : after;
    }

    private boolean isClear(TagQuery query, long after) {
        for (var tag : query.tags()) {
            if (recent.absentAfter(tag, after)) {
                return true;
            }
        }
        return false;
    }

    /** The events that match any query, if all that is needed is in memory; else null. */
    synchronized @Nullable Sourced source(List<TagQuery> queries, long after) {
        if (queries.size() == 1 && after == 0 && queries.getFirst().isByOneTag()) {
            var entry = entryFor(queries.getFirst());
            return entry == null ? null : new Sourced(entry.events(), Math.max(head, entry.completeTo()));
        }
        long completeTo = Long.MAX_VALUE;
        var found = new TreeMap<Long, RecordedEvent>();
        for (var query : queries) {
            var entry = entryFor(query);
            if (entry == null) {
                return null;
            }
            completeTo = Math.min(completeTo, Math.max(head, entry.completeTo()));
            for (var event : entry.events()) {
                if (event.position() > after && matches(query, event)) {
                    found.put(event.position(), event);
                }
            }
        }
        return new Sourced(new ArrayList<>(found.headMap(completeTo, true).values()), completeTo);
    }

    /**
     * What is in memory, or that there is nothing where nothing is known; null when this is certainly wrong. Right as of
     * the head that it names: an append under that condition finds out whether it still is.
     */
    synchronized @Nullable Sourced guess(List<TagQuery> queries, long after) {
        if (after > 0 && queries.stream().allMatch(query -> isClear(query, after))) {
            return new Sourced(List.of(), Math.max(head, after));
        }
        var remembered = source(queries, after);
        if (remembered != null || after > 0) {
            return remembered;
        }
        return queries.stream().allMatch(this::mayBeNew) ? new Sourced(List.of(), 0) : null;
    }

    private boolean mayBeNew(TagQuery query) {
        var entry = entryFor(query);
        return entry == null
                ? query.tags().stream().anyMatch(tag -> recent.lastOf(tag) == null)
                : entry.events().isEmpty();
    }

    private SourcedTags.@Nullable Entry entryFor(TagQuery query) {
        for (var tag : query.tags()) {
            var entry = sourced.get(tag);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private static boolean matches(TagQuery query, RecordedEvent event) {
        return event.tags().containsAll(query.tags())
                && (query.types().isEmpty() || query.types().contains(event.type()));
    }

    /** Keeps what a read found for a tag, unless this node has learnt meanwhile that it is out of date. */
    synchronized void remember(String tag, Sourced all) {
        if (all.head() >= head || recent.absentAfter(tag, all.head())) {
            sourced.put(tag, new SourcedTags.Entry(all.events(), all.head()));
        }
    }

    /** An append is on its way: {@link #awaitOwnAppend} may wait for it. */
    synchronized void appendBegins() {
        appending = true;
        appendsBegun++;
    }

    /** Its answer, if one came, was learnt. */
    synchronized void appendEnds() {
        appending = false;
        notifyAll();
    }

    /**
     * Takes in what others appended and, after it, what this node did.
     *
     * @param newTags of which nothing stood in the log before the answer's own events
     */
    synchronized void learn(GroupAnswer answer, List<RecordedEvent> own, List<String> newTags) {
        if (answer.headBefore() > head) {
            if (answer.missedComplete()) {
                learnMissed(answer);
            } else {
                recent.forget(answer.headBefore());
                sourced.clear();
            }
            head = answer.headBefore();
        }
        // Past its own events they were learnt as missed: what is in them is not known, so nothing is whole.
        if (head == answer.headBefore()) {
            newTags.forEach(tag -> sourced.put(tag, new SourcedTags.Entry(List.of(), head)));
        }
        for (var event : own) {
            if (event.position() > head) {
                event.tags().forEach(tag -> recent.note(tag, event.position()));
                sourced.extend(event);
                head = event.position();
            }
        }
        notifyAll();
    }

    private void learnMissed(GroupAnswer answer) {
        for (int i = 0; i < answer.missedTags().length; i++) {
            long position = answer.missedPositions()[i];
            if (position > head) {
                recent.note(answer.missedTags()[i], position);
                sourced.invalidate(answer.missedTags()[i], position);
            }
        }
    }

    /**
     * Waits for the answer to the append that is on its way now, if its events may be what stands between the head and
     * the given position: to learn them as ours keeps what is remembered, to learn them as missed would drop it.
     */
    synchronized void awaitOwnAppend(long position) throws InterruptedException {
        long begun = appendsBegun;
        while (appending && begun == appendsBegun && head < position) {
            wait();
        }
    }
}
