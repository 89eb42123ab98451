package io.prego.edge.access;

import static java.util.Objects.requireNonNullElse;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_MAX_AGE;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsUtils;

/**
 * Lets the pages of allowed origins call {@code /v1/*} and {@code /api/trial/*} (CORS). No other path answers CORS
 * headers, and a preflight that is not allowed is a 403.
 */
public final class OriginFilter extends HttpFilter {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "x-trace-id, idempotency-key, if-match, content-type, authorization, " + "x-min-event-position";
    private static final String ANSWER_HEADERS = "x-trace-id, X-Event-Position, ETag, Location, Idempotent-Replayed, "
            + "Retry-After, X-Projection-Position, X-Projection-Lag-Ms, X-Projection-Parked";
    private static final String PREFLIGHT_SECONDS = "600";

    private final transient Origins origins;

    public OriginFilter(Origins origins) {
        this.origins = origins;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var open = isOpen(request);
        if (open) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        var allowed = open && origins.allowed().contains(requireNonNullElse(request.getHeader(HttpHeaders.ORIGIN), ""));
        if (allowed) {
            response.setHeader(ACCESS_CONTROL_ALLOW_ORIGIN, request.getHeader(HttpHeaders.ORIGIN));
            response.setHeader(ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        }
        if (!CorsUtils.isPreFlightRequest(request)) {
            chain.doFilter(request, response);
        } else if (allowed) {
            answerPreflight(response);
        } else {
            var problem = EdgeProblems.FORBIDDEN.because("Pages of this origin may not call this path.");
            ProblemWriter.write(request, response, problem);
        }
    }

    private static boolean isOpen(HttpServletRequest request) {
        var path = request.getRequestURI();
        return (path.startsWith("/v1/") || path.startsWith("/api/trial/")) && !InternalPath.leadsHere(request);
    }

    private static void answerPreflight(HttpServletResponse response) {
        response.setHeader(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        response.setHeader(ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
        response.setHeader(ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
