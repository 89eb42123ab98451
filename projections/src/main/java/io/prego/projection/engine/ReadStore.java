package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.flywaydb.core.Flyway;

/** The database of the read models: brings its tables up to date and opens sessions in which projections write. */
public final class ReadStore {

    private static final String SCHEMA = "read";
    private static final Duration BUILD_SILENCE = Duration.ofSeconds(2);
    /** Any number that nothing else locks. */
    private static final long MIGRATION_LOCK = 5_787_213_827_046_133_842L;

    private final String jdbcUrl;
    private final Duration ownerTimeout;
    private boolean migrated;

    /**
     * @param jdbcUrl complete, with the user, who must be allowed to make schemas and roles
     * @param ownerTimeout how long a session may be silent before the database ends it
     */
    public ReadStore(String jdbcUrl, Duration ownerTimeout) {
        this.jdbcUrl = jdbcUrl;
        this.ownerTimeout = ownerTimeout;
    }

    /** Makes or alters the tables once per instance; callers beside one another wait, also those of other processes. */
    public synchronized void migrate() throws SQLException {
        if (migrated) {
            return;
        }
        // Flyway's own lock begins only after it has made the schema of its history.
        try (var connection = DriverManager.getConnection(jdbcUrl, timeouts());
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            Flyway.configure()
                    .dataSource(jdbcUrl, null, null)
                    .schemas(SCHEMA)
                    .locations("classpath:db/migration/projections")
                    .load()
                    .migrate();
        }
        migrated = true;
    }

    /**
     * A session for writing. PostgreSQL ends it when its owner is silent for too long, in or outside a transaction, so
     * that a frozen owner cannot keep what it holds.
     */
    public Connection open(String applicationName) throws SQLException {
        return open(applicationName, timeouts(), options(ownerTimeout));
    }

    /**
     * A session for building, whose statements may take as long as they need. Where its process is gone in the middle of
     * one, PostgreSQL ends the statement within a second. It may be silent a little longer than others, since nobody
     * waits for it. Its commits do not wait for the disk: nobody reads what is built, what a crash takes back is built again,
     * and the commit of the switch, in a session of {@link #open(String)}, brings all before it to the disk.
     */
    Connection openForBuild(String applicationName) throws SQLException {
        var properties = timeouts();
        properties.setProperty("socketTimeout", "0");
        var options = options(ownerTimeout.plus(BUILD_SILENCE))
                + " -c client_connection_check_interval=1s -c synchronous_commit=off";
        return open(applicationName, properties, options);
    }

    private Connection open(String applicationName, Properties properties, String options) throws SQLException {
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("options", options);
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    private static Properties timeouts() {
        var properties = new Properties();
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    // A commit waits for the disk: what a crash of the database takes back would be read again from the topics, but
    // somebody may have read it before, and must not see less afterwards. The plans of a batch must look rows up one by
    // one and by index, even when they were made before anything was known of the tables.
    private static String options(Duration silence) {
        var millis = silence.toMillis();
        return "-c idle_session_timeout=%d -c idle_in_transaction_session_timeout=%d".formatted(millis, millis)
                + " -c synchronous_commit=on -c jit=off -c enable_seqscan=off -c enable_bitmapscan=off"
                + " -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off";
    }
}
