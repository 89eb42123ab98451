package io.prego.query.reading;

import java.io.Serial;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** What a read needs is not in the database yet, or not for its role: whoever owns it is still making it. */
final class NotMigrated extends DataAccessResourceFailureException {

    @Serial
    private static final long serialVersionUID = 1L;

    // PostgreSQL, appendix A: no such table, schema, function, column; not granted.
    private static final Set<String> STATES = Set.of("42P01", "3F000", "42883", "42703", "42501");

    private NotMigrated(SQLException cause) {
        super("the tables are still being made", cause);
    }

    static SQLExceptionTranslator translator() {
        var others = new SQLExceptionSubclassTranslator();
        return new SQLExceptionTranslator() {
            @Override
            public @Nullable DataAccessException translate(String task, @Nullable String sql, SQLException e) {
                var state = e.getSQLState();
                return state != null && STATES.contains(state) ? new NotMigrated(e) : others.translate(task, sql, e);
            }
        };
    }
}
