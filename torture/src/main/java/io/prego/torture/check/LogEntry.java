package io.prego.torture.check;

import io.prego.event.DomainEvent;
import io.prego.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * One row of the log.
 *
 * @param fact its payload; null where this code does not know the type
 * @param index within its append, from 0
 * @param size of that append
 */
public record LogEntry(RecordedEvent event, @Nullable DomainEvent fact, int index, int size) {

    long position() {
        return event.position();
    }

    /** One line for people. */
    String told() {
        return "%d %s %s v%d (%d of %d) %s %s"
                .formatted(
                        position(),
                        event.type(),
                        event.streamId(),
                        event.streamVersion(),
                        index + 1,
                        size,
                        event.actor(),
                        event.tags());
    }
}
