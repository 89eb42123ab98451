package io.prego.projection.rebuild;

import io.prego.edge.paging.Items;
import io.prego.projection.engine.ProjectionEngine;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /internal/projections}: each read model, how far it is, and how far a build of it is. Always one page. */
@RestController
final class ListProjectionsEndpoint {

    private final ProjectionReader reader;
    private final ProjectionEngine engine;

    ListProjectionsEndpoint(ProjectionReader reader, ProjectionEngine engine) {
        this.reader = reader;
        this.engine = engine;
    }

    @GetMapping("/internal/projections")
    Items<ProjectionReport> list() {
        return new Items<>(reader.list(engine.newestVersions()), null);
    }
}
