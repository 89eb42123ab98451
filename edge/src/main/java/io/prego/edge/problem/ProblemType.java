package io.prego.edge.problem;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A kind of problem that callers may program against: declared once as a constant, so that its title and status never
 * differ between answers.
 *
 * @param status HTTP status, 400 to 599
 * @param code snake_case, such as {@code slug_taken}
 * @param title one sentence for people, constant per code
 */
public record ProblemType(int status, String code, String title) {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final String BASE = "https://prego.dev/problems/";

    public ProblemType {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a problem's status is 400 to 599, got " + status);
        }
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("a problem's code is snake_case, got " + code);
        }
    }

    /** The stable absolute URI of RFC 9457, such as {@code https://prego.dev/problems/slug-taken}. */
    public URI uri() {
        return URI.create(BASE + code.replace('_', '-'));
    }

    /** This problem as it happened now; the detail must not repeat a value that was sent. */
    public Problem because(String detail) {
        return new Problem(this, detail, List.of(), Map.of(), Map.of());
    }
}
