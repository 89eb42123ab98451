package io.prego.eventlog;

import io.prego.event.RecordedEvent;
import java.util.List;

/**
 * What a decision rests on.
 *
 * @param events in order of position
 * @param head all matching events up to here are in {@code events}; an append that follows from them is conditional on
 *     nothing after it
 */
public record Sourced(List<RecordedEvent> events, long head) {

    public Sourced {
        events = List.copyOf(events);
    }
}
