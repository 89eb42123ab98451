package io.prego.edge.body;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.RuleProblems;
import jakarta.validation.Validator;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Holds every bound body against its declared rules, so that no endpoint can forget to ask for it. */
@ControllerAdvice
public final class BodyAdvice extends RequestBodyAdviceAdapter {

    private final Validator validator;

    public BodyAdvice(Validator validator) {
        this.validator = validator;
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object afterBodyRead(
            @Nullable Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        if (body == null) {
            throw EdgeProblems.invalid(new InputError("", RuleProblems.REQUIRED))
                    .toException();
        }
        RequiredFields.check(body);
        var violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw RuleProblems.ofBody(violations).toException();
        }
        return body;
    }
}
