package io.prego.edge.access;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.Problem;
import io.prego.edge.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.springframework.http.HttpHeaders;

/**
 * Finds out who calls, and keeps everyone without an internal key out of {@code /internal/*}, whether the path exists
 * or not. Elsewhere a key that does not fit makes its caller an applicant like any other.
 */
public final class AccessFilter extends HttpFilter {

    @Serial
    private static final long serialVersionUID = 1L;

    static final Problem KEY_NEEDED = EdgeProblems.UNAUTHORIZED
            .because("This path needs a valid internal key: Authorization: Bearer <key>.")
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");

    private final transient KeyRing keyRing;

    public AccessFilter(InternalKeys keys) {
        this.keyRing = new KeyRing(keys);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var caller = keyRing.opens(request) ? Caller.OPERATOR : Caller.APPLICANT;
        caller.settle(request);
        if (!caller.internal() && InternalPath.leadsHere(request)) {
            ProblemWriter.write(request, response, KEY_NEEDED);
            return;
        }
        chain.doFilter(request, response);
    }
}
