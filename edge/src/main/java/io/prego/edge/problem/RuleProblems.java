package io.prego.edge.problem;

import io.prego.event.codec.SnakeCase;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Collection;
import org.springframework.core.MethodParameter;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Declared rules that a body or a parameter broke, each at its place under its name on the wire. */
public final class RuleProblems {

    public static final String REQUIRED = "is required";

    private static final String WRONG_KIND = "is not a valid value";
    private static final Problem NONE_YET =
            EdgeProblems.INVALID_REQUEST.because("The request is malformed: see errors.");

    private RuleProblems() {}

    public static Problem ofBody(Collection<? extends ConstraintViolation<?>> violations) {
        var problem = NONE_YET;
        for (var violation : violations) {
            problem = problem.at(pointer(violation.getPropertyPath()), violation.getMessage());
        }
        return problem;
    }

    private static String pointer(Path path) {
        var pointer = new StringBuilder();
        for (var node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                pointer.append('/').append(SnakeCase.of(node.getName()));
            }
        }
        return pointer.toString();
    }

    static Problem ofQuery(BindException broken) {
        var problem = NONE_YET;
        for (var error : broken.getAllErrors()) {
            var name = error instanceof FieldError field ? SnakeCase.of(field.getField()) : "";
            var rule = error.getDefaultMessage();
            var isRule = error instanceof FieldError field && !field.isBindingFailure() && rule != null;
            problem = problem.at(InputError.query(name, isRule && rule != null ? rule : WRONG_KIND));
        }
        return problem;
    }

    static Problem ofParameters(HandlerMethodValidationException broken) {
        var problem = NONE_YET;
        for (var result : broken.getParameterValidationResults()) {
            for (var rule : result.getResolvableErrors()) {
                var message = rule.getDefaultMessage();
                problem = problem.at(place(result.getMethodParameter(), message == null ? WRONG_KIND : message));
            }
        }
        return problem;
    }

    static Problem ofArgument(MethodArgumentTypeMismatchException wrong) {
        return EdgeProblems.invalid(place(wrong.getParameter(), WRONG_KIND));
    }

    private static InputError place(MethodParameter parameter, String message) {
        var path = parameter.getParameterAnnotation(PathVariable.class);
        if (path != null) {
            return InputError.path(named(path.value(), parameter), message);
        }
        var query = parameter.getParameterAnnotation(RequestParam.class);
        return InputError.query(named(query == null ? "" : query.value(), parameter), message);
    }

    private static String named(String declared, MethodParameter parameter) {
        var javaName = parameter.getParameterName();
        return declared.isEmpty() && javaName != null ? javaName : declared;
    }
}
