package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a second generation. Several sessions of one owner may, each with partitions of its own; all of them
 * write under the epoch of the build, so that nothing of an earlier owner comes in between. For one thread at a time.
 */
final class BuildSession implements GenerationSession, AutoCloseable {

    private final Connection connection;
    private final Build build;

    BuildSession(Connection connection, Build build) {
        this.connection = connection;
        this.build = build;
    }

    Build build() {
        return build;
    }

    @Override
    public ParkingTable parking() {
        return new ParkingTable(connection, build.generation().name());
    }

    Map<TopicPartition, Long> offsets() throws SQLException {
        return build.generation().offsets(connection);
    }

    @Override
    public long watermark() throws SQLException {
        return number("SELECT watermark FROM read.projection_build WHERE build_id = ?", build.id());
    }

    /** Up to which position the first generation holds everything. */
    long firstWatermark() throws SQLException {
        return number("SELECT watermark FROM read.projection WHERE name = ?", build.name());
    }

    /** Which version of the projection has made the first generation. */
    int firstVersion() throws SQLException {
        return (int) number("SELECT version FROM read.projection WHERE name = ?", build.name());
    }

    /** As of the last analysis; -1 before one. */
    long estimatedRows(Table<?> table) throws SQLException {
        return number("SELECT reltuples::bigint FROM pg_class WHERE oid = ?::regclass", table.name());
    }

    private long number(String sql, String value) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    // The row of the build is locked last, so that sessions of one owner wait for one another's commits only.
    @Override
    public void write(@Nullable Long watermark, long rowsTo, Steps steps) throws SQLException {
        inTransaction(() -> {
            steps.take(new OwnerWrites(connection, build.generation().name()));
            fence(watermark, rowsTo);
        });
    }

    /** Makes the table in which the rows will stand, empty, and forgets what an earlier build may have left. */
    void begin(SecondGeneration second) throws SQLException {
        inTransaction(() -> {
            second.make(connection);
            build.generation().forget(connection);
            update("UPDATE read.projection_build SET watermark = 0, rows_to = 0");
            enter(Phase.FILLING);
        });
    }

    /** What is done in the phase before is done for good. */
    void enter(Phase phase) throws SQLException {
        update("UPDATE read.projection_build SET phase = ?, reason = NULL", phase.word());
    }

    /** Ends the build; its rows are dropped, those that answer are left as they are. */
    void fail(SecondGeneration second, String reason) throws SQLException {
        inTransaction(() -> {
            update("""
                UPDATE read.projection_build
                SET ended_at = clock_timestamp(), outcome = 'failed', seconds_left = NULL, reason = ?
                """, reason);
            second.drop(connection);
            build.generation().forget(connection);
        });
    }

    /** Tells in words what the build waits for, until the next phase. */
    void say(String reason) throws SQLException {
        update("UPDATE read.projection_build SET reason = ?", reason);
    }

    void report(Pace.Report report) throws SQLException {
        update(
                "UPDATE read.projection_build SET records = ?, percent = ?, events_per_second = ?, seconds_left = ?",
                report.records(),
                report.percent(),
                report.eventsPerSecond(),
                report.secondsLeft());
    }

    void report(Comparison.Found found) throws SQLException {
        update("""
            UPDATE read.projection_build
            SET compared_to = ?, rows_compared = ?, rows_changed = ?, rows_missing = ?, rows_added = ?
            """, found.position(), found.compared(), found.changed(), found.missing(), found.added());
    }

    @Override
    public void heartbeat() throws SQLException {
        fence(null, 0);
    }

    Connection connection() {
        return connection;
    }

    private void fence(@Nullable Long watermark, long rowsTo) throws SQLException {
        update(
                "UPDATE read.projection_build SET watermark = greatest(watermark, ?), rows_to = greatest(rows_to, ?)",
                watermark == null ? 0 : watermark,
                rowsTo);
    }

    private void update(String change, @Nullable Object... values) throws SQLException {
        try (var statement =
                connection.prepareStatement(change + " WHERE build_id = ? AND epoch = ? AND ended_at IS NULL")) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.setString(values.length + 1, build.id());
            statement.setLong(values.length + 2, build.epoch());
            if (statement.executeUpdate() != 1) {
                throw new LostOwnership(build.name());
            }
        }
    }

    private void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(e);
            throw e;
        } finally {
            restoreAutoCommit();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void rollBack(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    // What does not work on a broken connection is told by the next use of it.
    private void restoreAutoCommit() throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
