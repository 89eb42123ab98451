package io.prego.query.event;

import static io.prego.query.event.EventReader.MODEL;

import io.prego.edge.paging.Page;
import io.prego.edge.request.ReadRequest;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /internal/events}: the log, oldest first, up to the watermark. Beyond it there may be gaps for a moment, and
 * a caller who followed the cursor over one would never see what fills it.
 */
@RestController
final class ListEventsEndpoint {

    private final EventReader events;
    private final Reads reads;
    private final LogIndex log;

    ListEventsEndpoint(EventReader events, Reads reads, LogIndex log) {
        this.events = events;
        this.reads = reads;
        this.log = log;
    }

    @GetMapping("/internal/events")
    ResponseEntity<?> list(
            @ModelAttribute EventFilter filter,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            Page page,
            ReadRequest read) {
        var first = Bound.first("from", from, log);
        var last = Bound.last("to", to, log);
        return reads.list(MODEL, read, events.listing(filter, first, last, page));
    }
}
