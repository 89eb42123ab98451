package io.prego.edge.problem;

import io.prego.edge.json.StrictJson;
import io.prego.edge.trace.TraceId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where Spring MVC does not run: in filters and in the servlet container. */
public final class ProblemWriter {

    private static final JsonMapper JSON = StrictJson.alone();

    private ProblemWriter() {}

    /** Replaces what was not sent yet by the problem. An answer that is already on its way stays as it is. */
    public static void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var traceId = TraceId.of(request);
        var body = JSON.writeValueAsBytes(ProblemDocument.of(problem, traceId));
        response.resetBuffer();
        response.setStatus(problem.type().status());
        response.setHeader(TraceId.HEADER, traceId.value());
        problem.headers().forEach(response::setHeader);
        response.setContentType(ProblemDocument.MEDIA_TYPE.toString());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
