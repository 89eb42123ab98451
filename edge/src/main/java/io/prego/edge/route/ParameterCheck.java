package io.prego.edge.route;

import io.prego.edge.json.PlainText;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Refuses query parameters that the endpoint does not declare, that come twice without being a list, or that hold
 * control characters; and path variables with such. Safe for use by many threads.
 */
public final class ParameterCheck implements RouteCheck {

    private final Map<Class<?>, Set<String>> namesByArgumentType;
    private final Map<Method, DeclaredParameters> declared = new ConcurrentHashMap<>();

    /**
     * A check that knows the arguments which routes share.
     *
     * @param namesByArgumentType the query parameters that an endpoint declares by taking an argument of a type
     */
    public ParameterCheck(Map<Class<?>, Set<String>> namesByArgumentType) {
        this.namesByArgumentType = Map.copyOf(namesByArgumentType);
    }

    @Override
    public void check(HttpServletRequest request, HandlerMethod endpoint) {
        var known = declared.computeIfAbsent(
                endpoint.getMethod(), _ -> DeclaredParameters.of(endpoint, namesByArgumentType));
        request.getParameterMap().forEach((name, values) -> checkQuery(known, name, values));
        pathVariables(request)
                .forEach((name, value) -> checkText(InputError.path(name, "has control characters"), value));
    }

    private static void checkQuery(DeclaredParameters known, String name, String[] values) {
        if (!known.has(name)) {
            throw refused(InputError.query(PlainText.is(name) ? name : "?", "is not a parameter of this path"));
        }
        if (values.length > 1 && !known.takesMany(name)) {
            throw refused(InputError.query(name, "is there twice"));
        }
        for (var value : values) {
            checkText(InputError.query(name, "has control characters"), value);
        }
    }

    private static void checkText(InputError fault, String value) {
        // A replacement character here is what a decoder made of bytes that are not UTF-8.
        if (!PlainText.is(value) || value.indexOf('\uFFFD') >= 0) {
            throw refused(fault);
        }
    }

    @SuppressWarnings("unchecked") // Spring MVC documents this attribute as a map of strings.
    private static Map<String, String> pathVariables(HttpServletRequest request) {
        var variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables == null ? Map.of() : (Map<String, String>) variables;
    }

    private static ProblemException refused(InputError error) {
        return EdgeProblems.invalid(error).toException();
    }
}
