package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The one session that may write one projection: it holds the projection's advisory lock and makes all its writes.
 *
 * <p>Law: two owners never both write. The lock ends with the session, so whoever lost it has lost the connection that
 * it writes through; and each write finds the epoch of its own claim, or changes nothing. Not thread-safe.
 */
final class OwnerSession implements AutoCloseable {

    private final Connection connection;
    private final String name;
    private final int version;
    private long epoch;

    private OwnerSession(Connection connection, Projection<?> projection) {
        this.connection = connection;
        this.name = projection.name();
        this.version = projection.version();
    }

    static OwnerSession open(ReadStore store, Projection<?> projection) throws SQLException {
        return new OwnerSession(store.open("prego projection " + projection.name()), projection);
    }

    /** Becomes the owner, or returns false at once while another session is. */
    boolean claim() throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.prepareStatement(
                "SELECT pg_try_advisory_lock(hashtextextended('prego.projection.' || ?, 0))")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    return false;
                }
            }
        }
        epoch = nextEpoch();
        return true;
    }

    private long nextEpoch() throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO read.projection (name, version) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, name);
            insert.setInt(2, version);
            insert.executeUpdate();
        }
        try (var update = connection.prepareStatement(
                "UPDATE read.projection SET epoch = epoch + 1 WHERE name = ? AND version = ? RETURNING epoch")) {
            update.setString(1, name);
            update.setInt(2, version);
            try (var rows = update.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException(
                            "the rows were stored by another version than %d: a rebuild is needed".formatted(version));
                }
                return rows.getLong(1);
            }
        }
    }

    /** Up to which position everything is stored. */
    long watermark() throws SQLException {
        try (var statement = connection.prepareStatement("SELECT watermark FROM read.projection WHERE name = ?")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** What is read next, of each partition that was read before. */
    Map<TopicPartition, Long> offsets() throws SQLException {
        var offsets = new HashMap<TopicPartition, Long>();
        try (var statement = connection.prepareStatement(
                "SELECT topic, partition, next_offset FROM read.projection_offset WHERE name = ?")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
        return offsets;
    }

    /** The keys whose records wait behind one that could not become a row. */
    Set<String> parkedKeys() throws SQLException {
        var keys = new HashSet<String>();
        try (var statement =
                connection.prepareStatement("SELECT DISTINCT record_key FROM read.projection_parked WHERE name = ?")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
        }
        return keys;
    }

    /**
     * Stores the batch wholly or not at all.
     *
     * @throws LostOwnership when another session has claimed the projection since
     */
    <T> void write(Table<T> table, Batch<T> batch) throws SQLException {
        write(batch.watermark(), table.lastPosition(batch.rows()), writes -> {
            writes.store(table, batch.rows());
            writes.park(batch.parked());
            writes.moveTo(batch.offsets());
        });
    }

    /**
     * Takes all steps or none, in one transaction.
     *
     * @param rowsTo no row of these steps is made by a later position
     * @throws LostOwnership when another session has claimed the projection since
     */
    void write(@Nullable Long watermark, long rowsTo, Steps steps) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var writes = new OwnerWrites(connection, name);
            writes.fence(epoch, watermark, rowsTo);
            steps.take(writes);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    /** What one transaction writes. */
    @FunctionalInterface
    interface Steps {
        void take(OwnerWrites writes) throws SQLException;
    }

    /** Shows the database that the owner lives. Throws when the session, and so the ownership, is lost. */
    void heartbeat() throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
