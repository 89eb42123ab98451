package io.prego.edge.body;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.route.RouteCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Refuses a caller that accepts no JSON, or not what {@link Answers} names, before the endpoint runs: told afterwards, it would not know that its command
 * was carried out. Endpoints that declare what they produce are matched by that instead.
 */
public final class AnswerCheck implements RouteCheck {

    @Override
    public void check(HttpServletRequest request, HandlerMethod endpoint) {
        var declared = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
        var accepted = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        if (!declared && !accepted.isEmpty() && !takes(answered(endpoint), accepted)) {
            throw EdgeProblems.ofStatus(406).toException();
        }
    }

    private static MediaType answered(HandlerMethod endpoint) {
        var other = endpoint.getMethodAnnotation(Answers.class);
        return other == null ? MediaType.APPLICATION_JSON : MediaType.parseMediaType(other.value());
    }

    private static boolean takes(MediaType answered, List<String> accepted) {
        try {
            return MediaType.parseMediaTypes(accepted).stream().anyMatch(type -> type.isCompatibleWith(answered));
        } catch (InvalidMediaTypeException | InvalidMimeTypeException e) {
            return false;
        }
    }
}
