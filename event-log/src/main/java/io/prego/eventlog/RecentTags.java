package io.prego.eventlog;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last position of every tag that occurred after a floor. The law: an event above the floor and up to the node's
 * head has each of its tags in here, so a tag that is absent occurred at the floor or before, if ever. Not thread-safe.
 */
final class RecentTags {

    private record Mark(String tag, long position) {}

    private final int tagsMax;
    private final Map<String, Mark> last = new HashMap<>();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private long floor;

    RecentTags(int tagsMax, long floor) {
        this.tagsMax = tagsMax;
        this.floor = floor;
    }

    /** @param position not before that of any earlier note */
    void note(String tag, long position) {
        // One string for all events that have the tag: a node remembers some hundred thousand.
        marks.add(last.compute(tag, (_, before) -> new Mark(before == null ? tag : before.tag(), position)));
        while (marks.size() > tagsMax) {
            var oldest = marks.remove();
            // Other tags of that event may still be here; raising the floor past it keeps the law for all of them.
            floor = Math.max(floor, oldest.position());
            last.remove(oldest.tag(), oldest);
        }
    }

    /** Starts anew: nothing is known of what stands at this position or before it. */
    void forget(long newFloor) {
        last.clear();
        marks.clear();
        floor = newFloor;
    }

    /** Where the tag last occurred above the floor; null if it did not. */
    @Nullable
    Long lastOf(String tag) {
        var mark = last.get(tag);
        return mark == null ? null : mark.position();
    }

    /** Whether the tag certainly does not occur after the position. */
    boolean absentAfter(String tag, long position) {
        var mark = last.get(tag);
        return mark == null ? position >= floor : mark.position() <= position;
    }
}
