package io.prego.edge.access;

import io.prego.edge.route.Route;
import io.prego.edge.route.RouteCheck;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.method.HandlerMethod;

/** Looks again once the route is known, in case a spelling of the path got past {@link AccessFilter}. */
public final class AccessCheck implements RouteCheck {

    @Override
    public void check(HttpServletRequest request, HandlerMethod endpoint) {
        if (!Caller.of(request).internal() && InternalPath.leadsHere(Route.of(request))) {
            throw AccessFilter.KEY_NEEDED.toException();
        }
    }
}
