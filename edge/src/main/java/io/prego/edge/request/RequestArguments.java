package io.prego.edge.request;

import io.prego.edge.json.Instants;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives endpoints their {@link RequestContext} and {@link ReadRequest}. */
public final class RequestArguments implements HandlerMethodArgumentResolver {

    public static final Set<String> PARAMETERS = Set.of("as_of");

    private static final Pattern POSITION = Pattern.compile("[1-9][0-9]{0,17}");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        var type = parameter.getParameterType();
        return type == RequestContext.class || type == ReadRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var request = (HttpServletRequest) web.getNativeRequest();
        var context = context(request);
        return parameter.getParameterType() == RequestContext.class
                ? context
                : new ReadRequest(context.minEventPosition(), asOf(request.getParameter("as_of")));
    }

    private static RequestContext context(HttpServletRequest request) {
        if (request.getAttribute(RequestContext.class.getName()) instanceof RequestContext context) {
            return context;
        }
        throw new IllegalStateException("the context check did not run");
    }

    private static @Nullable AsOf asOf(@Nullable String sent) {
        if (sent == null) {
            return null;
        }
        if (POSITION.matcher(sent).matches()) {
            return new AsOf.Position(Long.parseLong(sent));
        }
        var instant = Instants.parse(sent);
        if (instant == null) {
            throw EdgeProblems.invalid(InputError.query("as_of", "must be an RFC 3339 instant or a position from 1"))
                    .toException();
        }
        return new AsOf.Moment(instant);
    }
}
