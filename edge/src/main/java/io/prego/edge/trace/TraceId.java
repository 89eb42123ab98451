package io.prego.edge.trace;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id that joins all answers, log lines and events of one user's way.
 *
 * @param value {@code trace_} and 1 to 122 more characters of {@code [A-Za-z0-9_-]}: {@code trace_7f} is one,
 *     {@code 7f} is none
 */
public record TraceId(String value) {

    public static final String HEADER = "x-trace-id";

    private static final Pattern VALID = Pattern.compile("trace_[A-Za-z0-9_-]{1,122}");
    private static final String ATTRIBUTE = TraceId.class.getName();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 16;

    public TraceId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("a trace id is trace_ and 1 to 122 of [A-Za-z0-9_-]");
        }
    }

    /** The id that a caller sent, without surrounding blanks; null when it sent none or something else. */
    public static @Nullable TraceId parse(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        var trimmed = raw.strip();
        return VALID.matcher(trimmed).matches() ? new TraceId(trimmed) : null;
    }

    /** The request's id: the caller's when it is valid, else a fresh one; the same at every call for one request. */
    public static TraceId of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof TraceId settled) {
            return settled;
        }
        var sent = parse(onlyHeader(request));
        var settled = sent == null ? fresh() : sent;
        request.setAttribute(ATTRIBUTE, settled);
        return settled;
    }

    private static @Nullable String onlyHeader(HttpServletRequest request) {
        var values = request.getHeaders(HEADER);
        var sent = values == null ? Collections.<String>emptyList() : Collections.list(values);
        return sent.size() == 1 ? sent.getFirst() : null;
    }

    private static TraceId fresh() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new TraceId("trace_" + HexFormat.of().formatHex(bytes));
    }
}
