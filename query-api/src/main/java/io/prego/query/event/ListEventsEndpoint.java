package io.prego.query.event;

import static io.prego.query.event.EventReader.MODEL;

import io.prego.edge.paging.Page;
import io.prego.edge.request.ReadRequest;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
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
            @RequestParam(name = "stream_type", required = false) @Nullable String streamType,
            @RequestParam(name = "stream_id", required = false) @Nullable String streamId,
            @RequestParam(name = "type", required = false) @Nullable String type,
            @RequestParam(name = "tenant_id", required = false) @Nullable String tenantId,
            @RequestParam(name = "trace_id", required = false) @Nullable String traceId,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            Page page,
            ReadRequest read) {
        var first = first(Bound.parse("from", from));
        var last = last(Bound.parse("to", to));
        var filter = new EventFilter(streamType, streamId, type, tenantId, traceId, first, last);
        var view = reads.view(MODEL, read);
        var freshness = reads.reach(MODEL, view);
        var complete = view.asOf() == null ? freshness.watermark() : view.asOf();
        return ResponseEntity.ok()
                .headers(freshness.headers().http())
                .body(page.items(events.list(filter, page, complete), EventReader::key));
    }

    private @Nullable Long first(@Nullable Bound from) {
        return switch (from) {
            case null -> null;
            case Bound.Position at -> at.position();
            // The first event that is not before the instant follows the last one that is.
            case Bound.Moment at -> lastAt(at.instant().minus(1, ChronoUnit.MICROS)) + 1;
        };
    }

    private @Nullable Long last(@Nullable Bound to) {
        return switch (to) {
            case null -> null;
            case Bound.Position at -> at.position();
            case Bound.Moment at -> lastAt(at.instant());
        };
    }

    private long lastAt(Instant instant) {
        var position = log.positionAt(instant);
        return position == null ? Long.MAX_VALUE - 1 : position;
    }
}
