package io.prego.query.event;

import static io.prego.query.event.EventReader.MODEL;

import io.prego.edge.paging.Page;
import io.prego.edge.request.ReadRequest;
import io.prego.kernel.TenantId;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Origin;
import io.prego.query.reading.Reads;
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
        var origin = TenantId.parse(id) == null ? Origin.NONE : log.originOf("tenant", id);
        if (!origin.isIn(view.asOf())) {
            return Reads.absent(reads.now(MODEL));
        }
        // What exists is waited for, so that a history is never without its first event unless that is parked.
        var history = events.listing(EventFilter.ofTenant(id), null, null, page);
        return reads.list(MODEL, view.needing(origin.position()), history, id);
    }
}
