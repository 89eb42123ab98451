package io.prego.edge.body;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.ProblemException;
import io.prego.edge.problem.RuleProblems;
import io.prego.edge.route.RouteCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/** Refuses each body that its endpoint could not read, before anything is bound: by size, media type and syntax. */
public final class BodyCheck implements RouteCheck {

    private final JsonSyntax syntax;

    public BodyCheck(JsonMapper json) {
        this.syntax = new JsonSyntax(json);
    }

    @Override
    public void check(HttpServletRequest request, HandlerMethod endpoint) throws IOException {
        var parameter = bodyParameter(endpoint);
        if (parameter == null) {
            return;
        }
        checkMediaType(request);
        var body = read(request, endpoint);
        if (body.length > 0) {
            checkPresentBody(request, body);
        } else if (isRequired(parameter)) {
            throw EdgeProblems.invalid(new InputError("", RuleProblems.REQUIRED))
                    .toException();
        }
    }

    private void checkPresentBody(HttpServletRequest request, byte[] body) {
        if (request.getContentType() == null) {
            throw unsupported();
        }
        syntax.check(body);
    }

    private static byte[] read(HttpServletRequest request, HandlerMethod endpoint) throws IOException {
        var max = endpoint.getMethodAnnotation(BodyMax.class);
        try {
            return BufferedRequest.of(request).read(max == null ? BufferedRequest.BYTES_MAX : max.value());
        } catch (IOException e) {
            throw EdgeProblems.invalid(new InputError("", "could not be read to its end"))
                    .toException();
        }
    }

    /** The parameter that takes the body; null where an endpoint takes none. */
    public static @Nullable MethodParameter bodyParameter(HandlerMethod endpoint) {
        for (var parameter : endpoint.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                return parameter;
            }
        }
        return null;
    }

    private static boolean isRequired(MethodParameter parameter) {
        var body = parameter.getParameterAnnotation(RequestBody.class);
        return body != null && body.required();
    }

    private static void checkMediaType(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        var sent = request.getContentType();
        var encoded = encoding != null && !encoding.equalsIgnoreCase("identity");
        if (encoded || (sent != null && !isJson(sent))) {
            throw unsupported();
        }
    }

    private static boolean isJson(String contentType) {
        try {
            var type = MediaType.parseMediaType(contentType);
            var charset = type.getCharset();
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static ProblemException unsupported() {
        return EdgeProblems.ofStatus(415).toException();
    }
}
