package io.prego.edge.route;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Something that holds before any endpoint runs, whatever its route; it refuses by throwing a problem. */
@FunctionalInterface
public interface RouteCheck extends HandlerInterceptor {

    void check(HttpServletRequest request, HandlerMethod endpoint) throws IOException;

    @Override
    default boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        // An error or async dispatch is the rest of a request that was checked when it came.
        if (request.getDispatcherType() == DispatcherType.REQUEST && handler instanceof HandlerMethod endpoint) {
            check(request, endpoint);
        }
        return true;
    }
}
