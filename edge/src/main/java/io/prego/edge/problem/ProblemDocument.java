package io.prego.edge.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.prego.edge.trace.TraceId;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;

/** A problem as it stands on the wire, with the trace id of its request. */
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "trace_id", "errors"})
record ProblemDocument(
        String type,
        String title,
        int status,
        String code,
        String detail,
        String traceId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<InputError> errors,
        @JsonAnyGetter Map<String, Object> facts) {

    static final MediaType MEDIA_TYPE = MediaType.APPLICATION_PROBLEM_JSON;

    static ProblemDocument of(Problem problem, TraceId traceId) {
        var type = problem.type();
        return new ProblemDocument(
                type.uri().toString(),
                type.title(),
                type.status(),
                type.code(),
                problem.detail(),
                traceId.value(),
                problem.errors(),
                problem.facts());
    }
}
