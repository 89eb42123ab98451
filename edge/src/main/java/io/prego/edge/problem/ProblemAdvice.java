package io.prego.edge.problem;

import io.prego.edge.trace.TraceId;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Turns what endpoints throw into problems, and problems into their form on the wire. */
@RestControllerAdvice
public final class ProblemAdvice implements ResponseBodyAdvice<Object> {

    /** Nobody is left to read an answer. */
    @ExceptionHandler
    void callerWentAway(AsyncRequestNotUsableException gone) {}

    @ExceptionHandler
    ResponseEntity<Object> thrown(Throwable thrown) {
        return ThrownProblems.of(thrown).toResponse();
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        return body instanceof Problem problem ? ProblemDocument.of(problem, TraceId.of(servlet(request))) : body;
    }

    private static HttpServletRequest servlet(ServerHttpRequest request) {
        return ((ServletServerHttpRequest) request).getServletRequest();
    }
}
