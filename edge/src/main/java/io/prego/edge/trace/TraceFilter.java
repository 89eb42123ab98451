package io.prego.edge.trace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.slf4j.MDC;

/** Puts the trace id on the answer and, as {@code trace_id}, on each log line of the request's thread. */
public final class TraceFilter extends HttpFilter {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String LOG_KEY = "trace_id";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var traceId = TraceId.of(request);
        response.setHeader(TraceId.HEADER, traceId.value());
        try (var _ = MDC.putCloseable(LOG_KEY, traceId.value())) {
            chain.doFilter(request, response);
        }
    }
}
