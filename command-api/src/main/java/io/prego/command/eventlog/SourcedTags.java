package io.prego.command.eventlog;

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

    /** @param completeTo the head at which the list was read; it may be ahead of what the node has learnt since */
    record Entry(List<RecordedEvent> events, long completeTo) {}

    /** What a row of bookkeeping takes in memory besides the payload: an estimate. */
    private static final int ENTRY_BYTES = 200;

    private static final int EVENT_BYTES = 800;

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
        long size = size(entry);
        if (size > bytesMax / ENTRY_SHARE) {
            return;
        }
        entries.put(tag, entry);
        bytes += size;
        var eldest = entries.entrySet().iterator();
        while (bytes > bytesMax) {
            bytes -= size(eldest.next().getValue());
            eldest.remove();
        }
    }

    /** Adds an event of this node to the lists of its tags. */
    void extend(RecordedEvent event) {
        for (var tag : event.tags()) {
            var entry = entries.get(tag);
            if (entry != null && event.position() > entry.completeTo()) {
                var events = new ArrayList<>(entry.events());
                events.add(event);
                put(tag, new Entry(List.copyOf(events), entry.completeTo()));
            }
        }
    }

    /** An event with the tag is known to stand at the position, but not what is in it. */
    void invalidate(String tag, long position) {
        var entry = entries.get(tag);
        if (entry != null && position > entry.completeTo()) {
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
            bytes -= size(entry);
        }
    }

    private static long size(Entry entry) {
        long size = ENTRY_BYTES;
        for (var event : entry.events()) {
            size += EVENT_BYTES + event.payload().length;
        }
        return size;
    }
}
