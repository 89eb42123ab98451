package io.prego.edge.problem;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/**
 * What nobody expected: 503 when the database is out of reach, else 500 with an opaque id. The cause goes to the log
 * only, beside that id.
 */
final class FaultProblems {

    private static final Logger LOG = LoggerFactory.getLogger(FaultProblems.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Outages OUTAGES = new Outages(System::nanoTime);
    private static final int CAUSES_MAX = 20;

    private FaultProblems() {}

    static Problem of(Throwable thrown) {
        if (isDatabaseAway(thrown)) {
            OUTAGES.met(thrown);
            return EdgeProblems.unavailable("The database is out of reach. Nothing is known to have changed.");
        }
        var faultId = faultId();
        if (thrown instanceof IOException) {
            // The caller went away, or sent a body that breaks off: nobody will read this answer.
            LOG.debug("request {} broke off", faultId, thrown);
            return EdgeProblems.invalid(new InputError("", "could not be read to its end"));
        }
        LOG.error("fault {}", faultId, thrown);
        return EdgeProblems.FAULT
                .because("Something broke on the server; the fault's id leads to the cause in its log.")
                .with("fault_id", faultId);
    }

    private static boolean isDatabaseAway(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (var depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (tellsOfLostConnection(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean tellsOfLostConnection(Throwable cause) {
        return switch (cause) {
            case DataAccessResourceFailureException _ -> true;
            case QueryTimeoutException _ -> true;
            case SQLTransientConnectionException _ -> true;
            case SQLNonTransientConnectionException _ -> true;
            case SQLRecoverableException _ -> true;
            case SQLException sql -> isConnectionState(sql.getSQLState());
            default -> false;
        };
    }

    /** PostgreSQL, appendix A: class 08 connection, 53 resources (too many connections), 57P shutdown, 57014 timeout. */
    private static boolean isConnectionState(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.equals("57014"));
    }

    private static String faultId() {
        var bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return "flt_" + HexFormat.of().formatHex(bytes);
    }
}
