package io.prego.edge.paging;

import io.prego.edge.mac.ServerSecret;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.ProblemException;
import io.prego.edge.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives an endpoint the {@link Page} that its caller asked for by {@code limit} and {@code cursor}. */
public final class PageArgument implements HandlerMethodArgumentResolver {

    public static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,4}");

    private final Cursors cursors;

    public PageArgument(ServerSecret secret) {
        this.cursors = new Cursors(secret);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Page.class;
    }

    @Override
    public Page resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var request = (HttpServletRequest) web.getNativeRequest();
        var list = Route.of(request).pattern();
        return new Page(
                limit(request.getParameter("limit")),
                after(list, request.getParameter("cursor")),
                after -> cursors.seal(list, after));
    }

    private static int limit(@Nullable String sent) {
        if (sent == null) {
            return Page.LIMIT_DEFAULT;
        }
        var limit = LIMIT.matcher(sent).matches() ? Integer.parseInt(sent) : 0;
        if (limit < 1 || limit > Page.LIMIT_MAX) {
            throw refused("limit", "must be 1 to " + Page.LIMIT_MAX);
        }
        return limit;
    }

    private @Nullable String after(String list, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        var after = cursors.open(list, cursor);
        if (after == null) {
            throw refused("cursor", "is no cursor of this list");
        }
        return after;
    }

    private static ProblemException refused(String name, String message) {
        return EdgeProblems.invalid(InputError.query(name, message)).toException();
    }
}
