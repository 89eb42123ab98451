package io.prego.query.event;

import static io.prego.query.event.EventReader.MODEL;

import io.prego.edge.request.ReadRequest;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import io.prego.query.reading.Sought;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /internal/events/{event_id}}. */
@RestController
final class GetEventEndpoint {

    // UUID.fromString takes more than the one form in which an id is written.
    private static final Pattern EVENT_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final EventReader events;
    private final Reads reads;
    private final LogIndex log;

    GetEventEndpoint(EventReader events, Reads reads, LogIndex log) {
        this.events = events;
        this.reads = reads;
        this.log = log;
    }

    @GetMapping("/internal/events/{event_id}")
    ResponseEntity<?> get(@PathVariable("event_id") String eventId, ReadRequest read) {
        var id = parse(eventId);
        return reads.one(MODEL, read, id == null ? Sought.impossible() : sought(id));
    }

    // An event that is there never changes, whatever is parked.
    private Sought<EventView> sought(UUID id) {
        return new Sought<>(List.of(), view -> events.find(id, view), _ -> log.originOf(id));
    }

    private static @Nullable UUID parse(String eventId) {
        var lower = eventId.toLowerCase(Locale.ROOT);
        return EVENT_ID.matcher(lower).matches() ? UUID.fromString(lower) : null;
    }
}
