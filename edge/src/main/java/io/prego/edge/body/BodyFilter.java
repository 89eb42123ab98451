package io.prego.edge.body;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** Makes the body readable more than once, and gives its room back when the request ends. */
public final class BodyFilter extends HttpFilter {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient BodyBudget budget;

    public BodyFilter(BodyBudget budget) {
        this.budget = budget;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var buffered = new BufferedRequest(request, budget);
        try {
            chain.doFilter(buffered, response);
        } finally {
            buffered.release();
        }
    }
}
