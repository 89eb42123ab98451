package io.prego.query.tenant;

import io.prego.edge.position.ReadHeaders;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.request.ReadRequest;
import io.prego.event.tenant.ReservedSlugs;
import io.prego.kernel.Slug;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/subdomain/check?slug=}. Asks the log itself, so that it sees every registration that was answered: a
 * slug that was just taken is taken. A malformed slug is an answer, not an error.
 */
@RestController
final class CheckSubdomainEndpoint {

    private final LogIndex log;
    private final Reads reads;

    CheckSubdomainEndpoint(LogIndex log, Reads reads) {
        this.log = log;
        this.reads = reads;
    }

    @GetMapping("/v1/subdomain/check")
    ResponseEntity<?> check(@RequestParam("slug") String slug, ReadRequest read) {
        var head = log.head();
        var view = reads.viewOfLog(read, head);
        if (view.needed() > head) {
            return EdgeProblems.PROJECTION_LAGGING
                    .because("The log is at %d.".formatted(head))
                    .retryAfter(Duration.ofSeconds(1))
                    .toResponse();
        }
        var asOf = view.asOf() == null ? head : view.asOf();
        var reason = reason(slug, asOf);
        return ResponseEntity.ok()
                .headers(ReadHeaders.at(head, Duration.ZERO).http())
                .body(new SlugCheck(slug, reason == null, reason));
    }

    private @Nullable String reason(String slug, long asOf) {
        if (!Slug.isWellFormed(slug)) {
            return "malformed";
        }
        if (ReservedSlugs.contains(new Slug(slug))) {
            return "reserved";
        }
        return log.isHeld(slug, asOf) ? "taken" : null;
    }
}
