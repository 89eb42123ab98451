package io.prego.command.handling;

import io.prego.edge.request.Idempotency;
import io.prego.edge.request.IfMatch;
import io.prego.edge.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a command, and under which conditions of his own.
 *
 * @param actor {@code type:id}
 * @param idempotency null when a repeat may act again
 * @param ifMatch null when any version will do
 * @param causationId the event that caused the command; null when a person did
 */
public record Asker(
        String actor,
        @Nullable String traceId,
        @Nullable Idempotency idempotency,
        @Nullable IfMatch ifMatch,
        @Nullable String causationId) {

    public static Asker of(RequestContext request) {
        return new Asker(request.actor(), request.traceId(), request.idempotency(), request.ifMatch(), null);
    }

    /** The same, acting as a pipeline: whoever holds the internal key and reports on a job. */
    public Asker asPipeline() {
        return new Asker("pipeline:internal", traceId, idempotency, ifMatch, causationId);
    }
}
