package io.prego.eventlog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the connections of one node, each as {@code prego_command} and each with a limit on every wait, so that a server
 * that is frozen or gone costs a bounded time.
 */
final class LogConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogConnections.class);

    /** Of the time within which an answer is due, the part after which the server gives up a statement by itself. */
    private static final double STATEMENT_SHARE = 0.7;

    /** The part after which we give up the server. Later than its own, so that it usually has rolled back by then. */
    private static final double SOCKET_SHARE = 0.85;

    /** A start does not fail of a server that is busy for a moment, as callers' reads do. */
    private static final Duration FIRST_CONNECTION_WITHIN = Duration.ofSeconds(10);

    private final String jdbcUrl;
    private final Duration answerWithin;
    private final HikariDataSource reads;

    LogConnections(String jdbcUrl, EventLogSettings settings) {
        this.jdbcUrl = jdbcUrl;
        this.answerWithin = settings.answerWithin();
        this.reads = pool(settings);
        openAll(settings.readConnectionsMax());
    }

    /** Now and not in the first burst, which would have to wait for one after the other and be refused. */
    private void openAll(int count) {
        var open = new ArrayList<Connection>();
        try {
            while (open.size() < count) {
                open.add(reads.getConnection());
            }
        } catch (SQLException e) {
            LOG.debug("the first read will say why the log cannot be reached", e);
        } finally {
            open.forEach(LogConnections::giveBack);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection could not be given back", e);
        }
    }

    /** A connection of its own for the appender, in autocommit: the client never holds a transaction open. */
    Connection openForAppends() throws SQLException {
        var connection = DriverManager.getConnection(jdbcUrl, properties("prego-append"));
        connection.setNetworkTimeout(Runnable::run, (int) (answerWithin.toMillis() * SOCKET_SHARE));
        return connection;
    }

    /** A pooled connection for one read. */
    Connection borrow() throws SQLException {
        return reads.getConnection();
    }

    /** Drops pooled connections that were open before the server went away. */
    void evict() {
        reads.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        reads.close();
    }

    private HikariDataSource pool(EventLogSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("event-log-reads");
        config.setJdbcUrl(jdbcUrl);
        config.setDataSourceProperties(properties("prego-log-read"));
        config.setMaximumPoolSize(settings.readConnectionsMax());
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(FIRST_CONNECTION_WITHIN.toMillis());
        config.setConnectionTimeout(Math.max(250, answerWithin.toMillis() * 2 / 5));
        config.setValidationTimeout(250);
        config.setReadOnly(true);
        return new HikariDataSource(config);
    }

    // The driver takes whole seconds, and 0 for no limit.
    private Properties properties(String name) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", name);
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("loginTimeout", "1");
        properties.setProperty("socketTimeout", Long.toString(Math.max(1, answerWithin.toSeconds() / 2)));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "1");
        // Details of an error may quote a row.
        properties.setProperty("logServerErrorDetail", "false");
        // All statements look up by index; a plan that was made while the tables were small must not scan them later.
        properties.setProperty(
                "options",
                "-c role=prego_command -c synchronous_commit=on -c jit=off -c enable_seqscan=off"
                        + " -c plan_cache_mode=force_generic_plan -c enable_hashjoin=off -c enable_mergejoin=off"
                        + " -c statement_timeout=" + (long) (answerWithin.toMillis() * STATEMENT_SHARE));
        return properties;
    }
}
