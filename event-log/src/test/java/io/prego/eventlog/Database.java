package io.prego.eventlog;

import io.prego.embedded.SharedPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database of a test, and its administrator's hand in it. */
record Database(String url) {

    /** Sessions that few tests would use cost most of what an opening costs. */
    private static final EventLogSettings SETTINGS = EventLogSettings.defaults().withReadConnectionsMax(2);

    /** An empty one in which the event log has been prepared. */
    static Database migrated() {
        return new Database(SharedPostgres.preparedDatabase("event-log", EventLogSchema::migrate));
    }

    EventLog open() {
        return EventLog.open(url, SETTINGS);
    }

    /** Runs the statements one after another in one session; the first column of the last one's rows, as text. */
    List<String> run(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            var rows = new ArrayList<String>();
            for (var sql : statements) {
                rows.clear();
                if (statement.execute(sql)) {
                    try (var found = statement.getResultSet()) {
                        while (found.next()) {
                            rows.add(found.getString(1));
                        }
                    }
                }
            }
            return rows;
        }
    }
}
