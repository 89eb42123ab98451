package io.prego.edge.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The problems that any route may answer. Those of one capability are declared there. */
public final class EdgeProblems {

    public static final ProblemType INVALID_REQUEST =
            new ProblemType(400, "invalid_request", "The request is malformed.");
    public static final ProblemType UNAUTHORIZED = new ProblemType(401, "unauthorized", "A valid key is needed.");
    public static final ProblemType FORBIDDEN = new ProblemType(403, "forbidden", "This is not allowed.");
    public static final ProblemType NOT_FOUND = new ProblemType(404, "not_found", "There is no such thing.");
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType(405, "method_not_allowed", "This path does not answer this method.");
    public static final ProblemType NOT_ACCEPTABLE =
            new ProblemType(406, "not_acceptable", "This path answers no media type that the caller accepts.");
    public static final ProblemType CONFLICT =
            new ProblemType(409, "conflict", "Somebody else changed the same thing first.");
    public static final ProblemType IDEMPOTENCY_KEY_REUSED =
            new ProblemType(409, "idempotency_key_reused", "The idempotency key was used for another request.");
    public static final ProblemType PRECONDITION_FAILED =
            new ProblemType(412, "precondition_failed", "The thing has another version than If-Match names.");
    public static final ProblemType PAYLOAD_TOO_LARGE =
            new ProblemType(413, "payload_too_large", "The body is larger than this path takes.");
    public static final ProblemType URI_TOO_LONG = new ProblemType(414, "uri_too_long", "The URL is too long.");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            new ProblemType(415, "unsupported_media_type", "Bodies must be application/json in UTF-8.");
    public static final ProblemType UNPROCESSABLE =
            new ProblemType(422, "unprocessable", "A well-formed value breaks a rule.");
    public static final ProblemType RATE_LIMITED =
            new ProblemType(429, "rate_limited", "Too many requests from this address.");
    public static final ProblemType HEADERS_TOO_LARGE =
            new ProblemType(431, "headers_too_large", "The request's headers are too large.");
    public static final ProblemType FAULT = new ProblemType(500, "fault", "Something broke on the server.");
    public static final ProblemType UNAVAILABLE =
            new ProblemType(503, "unavailable", "A part that this needs is out of reach.");
    public static final ProblemType OVERLOADED =
            new ProblemType(503, "overloaded", "The server has more requests than it can take.");
    public static final ProblemType PROJECTION_LAGGING =
            new ProblemType(503, "projection_lagging", "The read model has not reached the position asked for.");

    /** All of the above, in order of status: what the problem-type pages and the golden list are made of. */
    public static final List<ProblemType> ALL = List.of(
            INVALID_REQUEST,
            UNAUTHORIZED,
            FORBIDDEN,
            NOT_FOUND,
            METHOD_NOT_ALLOWED,
            NOT_ACCEPTABLE,
            CONFLICT,
            IDEMPOTENCY_KEY_REUSED,
            PRECONDITION_FAILED,
            PAYLOAD_TOO_LARGE,
            URI_TOO_LONG,
            UNSUPPORTED_MEDIA_TYPE,
            UNPROCESSABLE,
            RATE_LIMITED,
            HEADERS_TOO_LARGE,
            FAULT,
            UNAVAILABLE,
            OVERLOADED,
            PROJECTION_LAGGING);

    static final Duration UNAVAILABLE_RETRY_AFTER = Duration.ofSeconds(2);

    private static final Map<Integer, ProblemType> BY_STATUS = Map.ofEntries(
            Map.entry(401, UNAUTHORIZED),
            Map.entry(403, FORBIDDEN),
            Map.entry(404, NOT_FOUND),
            Map.entry(405, METHOD_NOT_ALLOWED),
            Map.entry(406, NOT_ACCEPTABLE),
            Map.entry(409, CONFLICT),
            Map.entry(412, PRECONDITION_FAILED),
            Map.entry(413, PAYLOAD_TOO_LARGE),
            Map.entry(414, URI_TOO_LONG),
            Map.entry(415, UNSUPPORTED_MEDIA_TYPE),
            Map.entry(422, UNPROCESSABLE),
            Map.entry(429, RATE_LIMITED),
            Map.entry(431, HEADERS_TOO_LARGE),
            Map.entry(503, UNAVAILABLE));

    private EdgeProblems() {}

    /** The input is at fault in one place: 400. */
    public static Problem invalid(InputError error) {
        return INVALID_REQUEST.because("The request is malformed: see errors.").at(error);
    }

    public static Problem unavailable(String detail) {
        return UNAVAILABLE.because(detail).retryAfter(UNAVAILABLE_RETRY_AFTER);
    }

    /** The general problem for a status that a framework chose; other 4xx become 400, other 5xx 500. */
    public static Problem ofStatus(int status) {
        var general = status >= 500 ? FAULT : INVALID_REQUEST;
        var type = BY_STATUS.getOrDefault(status, general);
        return type.because(type.title());
    }
}
