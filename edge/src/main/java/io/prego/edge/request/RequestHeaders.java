package io.prego.edge.request;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads the request headers that have a form; each refuses another form, and a second header of its name, with 400. */
final class RequestHeaders {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String MIN_EVENT_POSITION = "X-Min-Event-Position";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern ETAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");
    private static final Pattern POSITION = Pattern.compile("[1-9][0-9]{0,17}");

    private RequestHeaders() {}

    static @Nullable String idempotencyKey(HttpServletRequest request) {
        var key = only(request, IDEMPOTENCY_KEY);
        if (key != null && !KEY.matcher(key).matches()) {
            throw refused(IDEMPOTENCY_KEY, "must be 1 to 255 visible ASCII characters");
        }
        return key;
    }

    static @Nullable IfMatch ifMatch(HttpServletRequest request) {
        var sent = only(request, HttpHeaders.IF_MATCH);
        if (sent == null) {
            return null;
        }
        if (sent.strip().equals("*")) {
            return new IfMatch.Existing();
        }
        var etag = ETAG.matcher(sent.strip());
        if (!etag.matches()) {
            throw refused(HttpHeaders.IF_MATCH, "must be one ETag such as \"3\", or *");
        }
        return new IfMatch.Version(Long.parseLong(etag.group(1)));
    }

    static @Nullable Long minEventPosition(HttpServletRequest request) {
        var sent = only(request, MIN_EVENT_POSITION);
        if (sent == null) {
            return null;
        }
        if (!POSITION.matcher(sent.strip()).matches()) {
            throw refused(MIN_EVENT_POSITION, "must be a position from 1");
        }
        return Long.valueOf(sent.strip());
    }

    private static @Nullable String only(HttpServletRequest request, String name) {
        var sent = Collections.list(request.getHeaders(name));
        if (sent.size() > 1) {
            throw refused(name, "is there twice");
        }
        return sent.isEmpty() ? null : sent.getFirst();
    }

    private static ProblemException refused(String name, String message) {
        return EdgeProblems.invalid(InputError.header(name.toLowerCase(Locale.ROOT), message))
                .toException();
    }
}
