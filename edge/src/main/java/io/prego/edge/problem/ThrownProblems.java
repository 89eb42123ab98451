package io.prego.edge.problem;

import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/** Which problem each exception becomes. No message of an exception reaches the outside. */
final class ThrownProblems {

    private ThrownProblems() {}

    static Problem of(Throwable thrown) {
        return switch (thrown) {
            case ProblemException known -> known.problem();
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case ConstraintViolationException broken -> RuleProblems.ofBody(broken.getConstraintViolations());
            case HandlerMethodValidationException broken -> RuleProblems.ofParameters(broken);
            case BindException broken -> RuleProblems.ofQuery(broken);
            case MissingServletRequestParameterException missing ->
                EdgeProblems.invalid(InputError.query(missing.getParameterName(), RuleProblems.REQUIRED));
            case MissingRequestHeaderException missing ->
                EdgeProblems.invalid(InputError.header(missing.getHeaderName(), RuleProblems.REQUIRED));
            case MethodArgumentTypeMismatchException wrong -> RuleProblems.ofArgument(wrong);
            case InvalidParameterException _ ->
                EdgeProblems.invalid(new InputError("query", "is not valid percent-encoded UTF-8"));
            case HttpMediaTypeNotAcceptableException _ -> EdgeProblems.ofStatus(406);
            case ErrorResponse framework -> ofFramework(framework, thrown);
            default -> FaultProblems.of(thrown);
        };
    }

    private static Problem unreadable(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case JacksonException json -> JsonProblems.of(json);
            case IOException _ -> EdgeProblems.invalid(new InputError("", "could not be read to its end"));
            case null -> EdgeProblems.invalid(new InputError("", RuleProblems.REQUIRED));
            default -> EdgeProblems.invalid(new InputError("", "could not be read"));
        };
    }

    private static Problem ofFramework(ErrorResponse framework, Throwable thrown) {
        var status = framework.getStatusCode().value();
        if (status >= 500) {
            return FaultProblems.of(thrown);
        }
        var problem = EdgeProblems.ofStatus(status);
        var allowed = framework.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allowed == null ? problem : problem.header(HttpHeaders.ALLOW, allowed);
    }
}
