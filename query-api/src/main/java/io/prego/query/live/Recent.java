package io.prego.query.live;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The last events of the log, by position and without a gap, as many as a bounded memory takes. For one thread. */
final class Recent {

    static final int EVENTS_MAX = 4_096;
    static final int BYTES_MAX = 16 << 20;
    // Of an event beside its payload, as objects and as text.
    private static final int ENVELOPE_BYTES = 2_048;

    private final TreeMap<Long, Told> byPosition = new TreeMap<>();
    private long last;
    private long bytes;

    /** Empties it; the next event that is added is the one after the position. */
    void startAfter(long position) {
        byPosition.clear();
        bytes = 0;
        last = position;
    }

    long last() {
        return last;
    }

    void add(Told told) {
        var position = told.event().position();
        if (position != last + 1) {
            throw new IllegalStateException("the log has %d after %d".formatted(position, last));
        }
        byPosition.put(position, told);
        last = position;
        bytes += size(told);
        while (byPosition.size() > EVENTS_MAX || bytes > BYTES_MAX) {
            bytes -= size(byPosition.pollFirstEntry().getValue());
        }
    }

    /** What follows the position; null when that is not all here any more. */
    @Nullable
    List<Told> after(long position, int max) {
        if (position >= last) {
            return List.of();
        }
        if (!byPosition.containsKey(position + 1)) {
            return null;
        }
        return byPosition.tailMap(position, false).values().stream().limit(max).toList();
    }

    private static long size(Told told) {
        return ENVELOPE_BYTES + 3L * told.event().payload().length;
    }
}
