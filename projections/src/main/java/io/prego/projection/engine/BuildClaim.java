package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The right to have a projection's build at work: the lock of the session ends with it, and each claim takes a new epoch,
 * under which all writes are made. Not thread-safe.
 */
final class BuildClaim implements AutoCloseable {

    private final Connection connection;
    private final Versions versions;

    private BuildClaim(Connection connection, Versions versions) {
        this.connection = connection;
        this.versions = versions;
    }

    static BuildClaim open(ReadStore store, Versions versions) throws SQLException {
        return new BuildClaim(store.openForBuild("prego build " + versions.name()), versions);
    }

    /** Takes the right, or returns false at once while another session has it. */
    boolean take() throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT pg_try_advisory_lock(hashtextextended('prego.projection.build.' || ?, 0))")) {
            statement.setString(1, versions.name());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    /** Begins or goes on with the build that has not ended; null when there is none. */
    @Nullable
    BuildSession begin() throws SQLException {
        try (var statement = connection.prepareStatement("""
            UPDATE read.projection_build
            SET epoch = epoch + 1, version = coalesce(version, ?), started_at = coalesce(started_at, clock_timestamp())
            WHERE name = ? AND ended_at IS NULL
            RETURNING build_id, version, phase, epoch, records
            """)) {
            statement.setInt(1, versions.newest().version());
            statement.setString(2, versions.name());
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? new BuildSession(
                                connection,
                                new Build(
                                        rows.getString(1),
                                        versions.name(),
                                        rows.getInt(2),
                                        Phase.of(rows.getString(3)),
                                        rows.getLong(4),
                                        rows.getLong(5)))
                        : null;
            }
        }
    }

    /** Ends the session, whatever it is at. From any thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection that cannot be aborted", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
