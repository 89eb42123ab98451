package io.prego.eventlog;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** Makes and upgrades the schemas {@code log} and {@code keys} and the roles that use them. */
public final class EventLogSchema {

    /** Any number that nothing else locks; held from before the first look at the schema to after the last change. */
    private static final long MIGRATION_LOCK = 5_787_213_827_046_133_841L;

    private EventLogSchema() {}

    /**
     * Brings the database up to date. Safe when several nodes do it at once.
     *
     * @param jdbcUrl complete with user and password; the user is a superuser, or owns the database and may make roles
     */
    public static void migrate(String jdbcUrl) {
        // Flyway's own lock begins only after it has made the schema of its history.
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            Flyway.configure()
                    .dataSource(jdbcUrl, null, null)
                    .schemas("log")
                    .locations("classpath:db/migration/log")
                    .load()
                    .migrate();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot migrate the event log: " + e.getMessage(), e);
        }
    }
}
