package io.prego.edge.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * One refusal as the outside sees it: {@code application/problem+json} of RFC 9457. Capabilities answer it by
 * {@link #toResponse()}; the trace id is added on the way out.
 *
 * @param detail what happened this time, without values that were sent
 * @param errors the places of the input that are at fault; empty when the input is not the reason
 * @param facts typed extension members by their snake_case names, such as {@code locked_until}
 * @param headers response headers that belong to it, such as {@code Retry-After}
 */
public record Problem(
        ProblemType type,
        String detail,
        List<InputError> errors,
        Map<String, Object> facts,
        Map<String, String> headers) {

    public Problem {
        errors = List.copyOf(errors);
        facts = Map.copyOf(facts);
        headers = Map.copyOf(headers);
    }

    public Problem at(InputError error) {
        var more = new ArrayList<>(errors);
        more.add(error);
        return new Problem(type, detail, more, facts, headers);
    }

    /** With one more fault in the body, at this JSON pointer. */
    public Problem at(String pointer, String message) {
        return at(new InputError(pointer, message));
    }

    public Problem with(String fact, Object value) {
        var more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new Problem(type, detail, errors, more, headers);
    }

    public Problem header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, detail, errors, facts, more);
    }

    /** With {@code Retry-After} in whole seconds, rounded up, at least 1. */
    public Problem retryAfter(Duration wait) {
        var seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    public ResponseEntity<Object> toResponse() {
        return ResponseEntity.status(type.status())
                .headers(http -> headers.forEach(http::set))
                .contentType(ProblemDocument.MEDIA_TYPE)
                .body(this);
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
