package io.prego.command.relay;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to relay: a lock of a PostgreSQL session of its own, which a heartbeat keeps from falling idle. A node that
 * is frozen or cut off loses its session, and so the lock, after the timeout; it may believe for a while that it still
 * has it, which is why Kafka fences it as well.
 */
final class LeaderLock implements AutoCloseable {

    /** A number of its own among the advisory locks of the database. */
    private static final long KEY = 5_787_213_827_046_133_850L;

    private final Connection session;
    private final RelaySettings settings;
    private final CountDownLatch released = new CountDownLatch(1);
    private final Thread heartbeat;
    private volatile boolean held = true;

    private LeaderLock(Connection session, RelaySettings settings, Runnable onLoss) {
        this.session = session;
        this.settings = settings;
        this.heartbeat = Thread.ofVirtual().name("prego-relay-heartbeat").start(() -> beat(onLoss));
    }

    /**
     * Waits until this node has the lock.
     *
     * @param waiting called once each heartbeat while another node has it; false gives up
     * @param onLoss called when the lock is lost, on another thread
     * @return null when given up
     */
    static @Nullable LeaderLock take(String jdbcUrl, RelaySettings settings, BooleanSupplier waiting, Runnable onLoss)
            throws SQLException, InterruptedException {
        var session = open(jdbcUrl, settings);
        try {
            while (!tryLock(session)) {
                if (!waiting.getAsBoolean()) {
                    session.close();
                    return null;
                }
                TimeUnit.MILLISECONDS.sleep(settings.heartbeat().toMillis());
            }
            return new LeaderLock(session, settings, onLoss);
        } catch (SQLException | InterruptedException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Connection open(String jdbcUrl, RelaySettings settings) throws SQLException {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "prego-relay-lock");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty(
                "options", "-c idle_session_timeout=" + settings.lockTimeout().toMillis());
        var session = DriverManager.getConnection(jdbcUrl, properties);
        session.setNetworkTimeout(Runnable::run, (int) settings.lockTimeout().toMillis() / 2);
        return session;
    }

    static boolean tryLock(Connection session) throws SQLException {
        try (var statement = session.createStatement();
                var answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** False from the moment on which the loss is known to this node. */
    boolean held() {
        return held;
    }

    private void beat(Runnable onLoss) {
        try {
            while (!released.await(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
                try (var statement = session.createStatement()) {
                    statement.execute("SELECT 1");
                }
            }
        } catch (SQLException _) {
            held = false;
            onLoss.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the lock go at once. */
    @Override
    public void close() {
        held = false;
        released.countDown();
        try {
            heartbeat.join();
            session.close();
        } catch (InterruptedException _) {
            cut();
            Thread.currentThread().interrupt();
        } catch (SQLException _) {
            cut();
        }
    }

    // Without a connection the server ends the session, and with it the lock, by itself.
    private void cut() {
        try {
            session.abort(Runnable::run);
        } catch (SQLException _) {
            // It was cut before.
        }
    }
}
