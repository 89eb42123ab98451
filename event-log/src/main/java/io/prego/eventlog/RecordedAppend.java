package io.prego.eventlog;

import io.prego.event.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One append found again by its idempotency key.
 *
 * @param requestMac of the request that caused it, as its first event carries it
 * @param events all of that append, in order of position
 */
@SuppressWarnings("ArrayRecordComponent") // The MAC is compared in constant time by whoever asks, never by equals.
public record RecordedAppend(byte @Nullable [] requestMac, List<RecordedEvent> events) {

    public RecordedAppend {
        events = List.copyOf(events);
    }
}
