package io.prego.edge.limit;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Bounds the requests that are worked on at once; those beyond are told to come again. Health always answers. */
public final class InFlightFilter extends HttpFilter {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Semaphore places;

    public InFlightFilter(int inFlightMax) {
        this.places = new Semaphore(inFlightMax);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().startsWith("/health/")) {
            chain.doFilter(request, response);
        } else if (places.tryAcquire()) {
            try {
                chain.doFilter(request, response);
            } finally {
                places.release();
            }
        } else {
            var problem = EdgeProblems.OVERLOADED
                    .because("All places are taken; nothing was done.")
                    .retryAfter(Duration.ofSeconds(1));
            ProblemWriter.write(request, response, problem);
        }
    }
}
