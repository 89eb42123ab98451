package io.prego.edge.route;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The route that a request met.
 *
 * @param method upper case, such as {@code POST}
 * @param pattern the path as the endpoint declares it, such as {@code /v1/jobs/{id}}
 */
public record Route(String method, String pattern) {

    public static Route of(HttpServletRequest request) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return new Route(request.getMethod(), pattern == null ? request.getRequestURI() : pattern.toString());
    }
}
