package io.prego.eventlog.engine;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.EventLog;
import java.util.List;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

/** Where an infinite stream has got to: also past the events that do not meet its criteria. One reader at a time. */
final class Cursor {

    private static final int READ_MAX = 500;

    private final EventLog log;
    private final StreamingCondition condition;
    private long position;

    Cursor(EventLog log, StreamingCondition condition, long position) {
        this.log = log;
        this.condition = condition;
        this.position = position;
    }

    /** The next events that meet the criteria; empty at the head. */
    List<RecordedEvent> next() {
        while (true) {
            var events = log.read(position, READ_MAX);
            if (events.isEmpty()) {
                return events;
            }
            position = events.getLast().position();
            var matching = events.stream().filter(this::matches).toList();
            if (!matching.isEmpty()) {
                return matching;
            }
        }
    }

    private boolean matches(RecordedEvent event) {
        var tags = event.tags().stream().map(Tags::tag).collect(Collectors.toSet());
        return condition.matches(new QualifiedName(event.type()), tags);
    }
}
