package io.prego.edge.route;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * The query parameters of one endpoint: its {@code @RequestParam}s, the components of its {@code @ModelAttribute}
 * records, and those of shared argument types.
 */
record DeclaredParameters(Set<String> single, Set<String> many) {

    static DeclaredParameters of(HandlerMethod endpoint, Map<Class<?>, Set<String>> namesByArgumentType) {
        var found = new DeclaredParameters(new HashSet<>(), new HashSet<>());
        for (var parameter : endpoint.getMethodParameters()) {
            found.single.addAll(namesByArgumentType.getOrDefault(parameter.getParameterType(), Set.of()));
            found.addParameter(parameter);
        }
        return found;
    }

    boolean has(String name) {
        return single.contains(name) || many.contains(name);
    }

    boolean takesMany(String name) {
        return many.contains(name);
    }

    private void addParameter(MethodParameter parameter) {
        var query = parameter.getParameterAnnotation(RequestParam.class);
        if (query != null) {
            var javaName = parameter.getParameter().getName();
            add(query.name().isEmpty() ? javaName : query.name(), parameter.getParameterType());
        }
        if (parameter.hasParameterAnnotation(ModelAttribute.class)
                && parameter.getParameterType().isRecord()) {
            for (var component : parameter.getParameterType().getRecordComponents()) {
                add(boundName(component), component.getType());
            }
        }
    }

    private static String boundName(RecordComponent component) {
        var constructor = component.getDeclaringRecord().getDeclaredConstructors()[0];
        for (var parameter : constructor.getParameters()) {
            var bound = parameter.getAnnotation(BindParam.class);
            if (bound != null && parameter.getName().equals(component.getName())) {
                return bound.value();
            }
        }
        return component.getName();
    }

    private void add(String name, Class<?> type) {
        var target = type.isArray() || Collection.class.isAssignableFrom(type) ? many : single;
        target.add(name);
    }
}
