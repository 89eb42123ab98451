package io.prego.eventlog;

import io.prego.event.RecordedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All events of tags that were sourced lately, least recently used out first. The law: an entry lists every event with
 * its tag up to the greater of its own {@code completeTo} and the node's head. Not thread-safe.
 */
final class SourcedTags {

    /** The events of one tag. It grows in place: whoever keeps its list copies it. */
    static final class Entry {

        private final List<RecordedEvent> events;
        private final long completeTo;
        private long bytes = ENTRY_BYTES;

        /** @param completeTo the head at which the list was read; it may be ahead of what the node has learnt since */
        Entry(List<RecordedEvent> events, long completeTo) {
            this.events = new ArrayList<>(events);
            this.completeTo = completeTo;
            events.forEach(event -> bytes += size(event));
        }

        List<RecordedEvent> events() {
            return events;
        }

        long completeTo() {
            return completeTo;
        }

        private static long size(RecordedEvent event) {
            return EVENT_BYTES + event.payload().length;
        }
    }

    /** What a row of bookkeeping takes in memory besides the payload: an estimate. */
    private static final int ENTRY_BYTES = 200;

    private static final long EVENT_BYTES = 800;

    /** A share of the whole, so that one long stream does not push out all others. */
    private static final int ENTRY_SHARE = 16;

    private final int bytesMax;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SourcedTags(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Nullable
    Entry get(String tag) {
        return entries.get(tag);
    }

    void put(String tag, Entry entry) {
        remove(tag);
        entries.put(tag, entry);
        bytes += entry.bytes;
        shrink(tag, entry);
    }

    /** Adds an event of this node to the lists of its tags. */
    void extend(RecordedEvent event) {
        for (var tag : event.tags()) {
            var entry = entries.get(tag);
            if (entry != null && event.position() > entry.completeTo) {
                entry.events.add(event);
                entry.bytes += Entry.size(event);
                bytes += Entry.size(event);
                shrink(tag, entry);
            }
        }
    }

    private void shrink(String tag, Entry grown) {
        if (grown.bytes > bytesMax / ENTRY_SHARE) {
            remove(tag);
        }
        var eldest = entries.values().iterator();
        while (bytes > bytesMax) {
            bytes -= eldest.next().bytes;
            eldest.remove();
        }
    }

    /** An event with the tag is known to stand at the position, but not what is in it. */
    void invalidate(String tag, long position) {
        var entry = entries.get(tag);
        if (entry != null && position > entry.completeTo) {
            remove(tag);
        }
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }

    private void remove(String tag) {
        var entry = entries.remove(tag);
        if (entry != null) {
            bytes -= entry.bytes;
        }
    }
}
