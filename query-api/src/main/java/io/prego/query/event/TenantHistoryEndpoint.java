package io.prego.query.event;

import static io.prego.query.event.EventReader.MODEL;

import io.prego.edge.paging.Page;
import io.prego.edge.request.ReadRequest;
import io.prego.kernel.TenantId;
import io.prego.query.reading.Listing;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import io.prego.query.reading.View;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /internal/tenants/{id}/history}: all events of a tenant, those of its jobs too, oldest first. */
@RestController
final class TenantHistoryEndpoint {

    private final EventReader events;
    private final Reads reads;
    private final LogIndex log;

    TenantHistoryEndpoint(EventReader events, Reads reads, LogIndex log) {
        this.events = events;
        this.reads = reads;
        this.log = log;
    }

    @GetMapping("/internal/tenants/{id}/history")
    ResponseEntity<?> list(@PathVariable("id") String id, Page page, ReadRequest read) {
        var view = reads.view(MODEL, read);
        if (TenantId.parse(id) == null) {
            return absent();
        }
        var history = events.listing(EventFilter.ofTenant(id), null, null, page);
        if (page.after() != null) {
            return fromOrigin(id, view, history);
        }
        return reads.listWith(event -> isFirst(event, id), MODEL, view, history, id)
                .orElseGet(() -> fromOrigin(id, view, history));
    }

    private static boolean isFirst(EventView event, String id) {
        return event.envelope().streamVersion() == 1
                && event.envelope().streamId().equals(id);
    }

    // What exists is waited for, so that a history is never without its first event unless that is parked.
    private ResponseEntity<?> fromOrigin(String id, View view, Listing<EventView> history) {
        var origin = log.originOf("tenant", id);
        return origin.isIn(view.asOf()) ? reads.list(MODEL, view.needing(origin.position()), history, id) : absent();
    }

    private ResponseEntity<?> absent() {
        return Reads.absent(reads.now(MODEL));
    }
}
