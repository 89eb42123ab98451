package io.prego.query.event;

import io.prego.event.RecordedEvent;
import java.util.List;

/**
 * What was found in a part of the log.
 *
 * @param last the position up to which there is nothing else that was looked for
 */
record Scan(List<RecordedEvent> events, long last) {

    Scan {
        events = List.copyOf(events);
    }
}
