package io.prego.edge.tomcat;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.ProblemWriter;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a problem for what Tomcat refuses before any filter runs: malformed request lines, encodings, headers.
 * Public with a constructor without parameters, because Tomcat makes it by its name.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        // For a malformed request Tomcat's exception quotes it, keys and all, so only faults are logged.
        if (thrown != null && ofCaller(status) >= 500) {
            LOG.error("a request failed outside of all filters", thrown);
        }
        try {
            ProblemWriter.write(request, response, EdgeProblems.ofStatus(ofCaller(status)));
        } catch (IOException e) {
            LOG.debug("the caller went away before its problem was written", e);
        }
    }

    /** A method, coding or version of HTTP that Tomcat does not speak is the caller's doing, and no fault of ours. */
    private static int ofCaller(int status) {
        return status == 501 || status == 505 ? 400 : status;
    }
}
