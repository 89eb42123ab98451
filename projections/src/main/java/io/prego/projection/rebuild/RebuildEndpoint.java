package io.prego.projection.rebuild;

import io.prego.edge.position.CommandHeaders;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.request.RequestContext;
import io.prego.projection.engine.ProjectionEngine;
import io.prego.projection.rebuild.BuildRequests.Asked;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /internal/projections/{name}/rebuild}: the request is kept before it is answered, and the owner of the
 * projection, which may be another process, takes it up within a heartbeat.
 */
@RestController
final class RebuildEndpoint {

    private final BuildRequests requests;
    private final ProjectionEngine engine;

    RebuildEndpoint(BuildRequests requests, ProjectionEngine engine) {
        this.requests = requests;
        this.engine = engine;
    }

    record Accepted(String buildId, String projection) {}

    @PostMapping("/internal/projections/{name}/rebuild")
    ResponseEntity<?> rebuild(@PathVariable String name, RequestContext request) {
        if (!engine.newestVersions().containsKey(name)) {
            return EdgeProblems.NOT_FOUND
                    .because("There is no such projection.")
                    .toResponse();
        }
        return switch (requests.ask(name, request.idempotency())) {
            case Asked.Taken(var id) -> ResponseEntity.accepted().body(new Accepted(id, name));
            case Asked.Repeated(var id) ->
                ResponseEntity.accepted()
                        .header(CommandHeaders.REPLAYED, "true")
                        .body(new Accepted(id, name));
            case Asked.KeyReused() ->
                EdgeProblems.IDEMPOTENCY_KEY_REUSED
                        .because("The key was used for a rebuild of another projection.")
                        .toResponse();
            case Asked.Running(var id) ->
                RebuildProblems.REBUILD_RUNNING
                        .because("One build of a projection runs at a time.")
                        .with("build_id", id)
                        .toResponse();
        };
    }
}
