package io.prego.eventlog;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What an SQLSTATE means for us. Classes: PostgreSQL documentation, appendix A. */
final class Failures {

    private Failures() {}

    /** The statement cannot succeed however often it is sent: bad data, a broken constraint, a limit of the server. */
    static boolean isOfTheData(SQLException failure) {
        var state = failure.getSQLState();
        return state != null
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("42")
                        || state.startsWith("54")
                        || state.startsWith("P0"));
    }

    /** A unique index holds the value already. */
    static boolean isDuplicate(SQLException failure) {
        return "23505".equals(failure.getSQLState());
    }

    /** The session ended at once (closed, terminated, restarted); a time-out is none, for trying again costs it again. */
    static boolean isBrokenConnection(SQLException failure) {
        var state = failure.getSQLState();
        return !(failure instanceof SQLTransientConnectionException)
                && state != null
                && (state.startsWith("08") || state.startsWith("57P"))
                && !(failure.getCause() instanceof java.net.SocketTimeoutException);
    }

    static EventLogUnavailable unavailable(SQLException failure) {
        return new EventLogUnavailable("the event log cannot be read: " + failure.getMessage(), failure);
    }
}
