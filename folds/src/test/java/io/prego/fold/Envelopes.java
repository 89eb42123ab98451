package io.prego.fold;

import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Envelopes as the log gives them: event n of a stream has position {@code 10 n} and was recorded n seconds after noon. */
public final class Envelopes {

    public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    public static final String TRACE = "trace_1";

    private Envelopes() {}

    public static RecordedEvent envelope(DomainEvent event, int version) {
        var type = EventCatalogue.of(event);
        return new RecordedEvent(
                position(version),
                new UUID(0, version),
                type.name(),
                1,
                type.stream().name(),
                type.streamId(event),
                version,
                List.of(),
                NOON,
                at(version),
                "system:test",
                null,
                version == 1 ? TRACE : "trace_later",
                null,
                null,
                null,
                new byte[0]);
    }

    public static Instant at(int version) {
        return NOON.plusSeconds(version);
    }

    public static long position(int version) {
        return 10L * version;
    }
}
