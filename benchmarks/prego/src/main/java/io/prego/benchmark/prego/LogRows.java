package io.prego.benchmark.prego;

import java.sql.DriverManager;
import java.sql.SQLException;

/** What the tables of the log hold. */
final class LogRows {

    private LogRows() {}

    static long events(String jdbcUrl) throws SQLException {
        return (long) number(jdbcUrl, "SELECT count(*) FROM log.event");
    }

    /** 0 while there is no event. */
    static double payloadBytes(String jdbcUrl) throws SQLException {
        return number(jdbcUrl, "SELECT coalesce(avg(octet_length(payload)), 0) FROM log.event");
    }

    static double number(String jdbcUrl, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
