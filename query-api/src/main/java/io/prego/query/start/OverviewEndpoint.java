package io.prego.query.start;

import io.prego.edge.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /overview}: figures of the whole, of no tenant in particular. Anybody may ask; not everybody is told all. */
@RestController
final class OverviewEndpoint {

    private final OverviewReader reader;
    private final StartSettings settings;

    OverviewEndpoint(OverviewReader reader, StartSettings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    @GetMapping("/overview")
    ResponseEntity<Overview> overview(HttpServletRequest request) {
        var overview = reader.read();
        var told = settings.publicCounts() || Caller.of(request).internal();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(told ? overview : overview.withoutCounts());
    }
}
