package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

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
        connection.setAutoCommit(false);
        try {
            fence(batch);
            if (!batch.rows().isEmpty()) {
                table.store(connection, batch.rows());
            }
            park(batch.parked());
            store(batch.offsets());
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void fence(Batch<?> batch) throws SQLException {
        try (var statement = connection.prepareStatement("""
            UPDATE read.projection
            SET watermark = greatest(watermark, ?), revision = revision + 1, updated_at = clock_timestamp()
            WHERE name = ? AND epoch = ?
            """)) {
            var watermark = batch.watermark();
            statement.setLong(1, watermark == null ? 0 : watermark);
            statement.setString(2, name);
            statement.setLong(3, epoch);
            if (statement.executeUpdate() != 1) {
                throw new LostOwnership(name);
            }
        }
    }

    private void park(List<Parked> parked) throws SQLException {
        if (parked.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
            INSERT INTO read.projection_parked (name, topic, partition, record_offset, record_key, reason)
            SELECT ?, n.* FROM unnest(?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[]) AS n
            ON CONFLICT DO NOTHING
            """)) {
            statement.setString(1, name);
            array(statement, 2, "text", parked.stream().map(Parked::topic).toArray());
            array(
                    statement,
                    3,
                    "integer",
                    parked.stream().map(Parked::partition).toArray());
            array(statement, 4, "bigint", parked.stream().map(Parked::offset).toArray());
            array(statement, 5, "text", parked.stream().map(Parked::key).toArray());
            array(statement, 6, "text", parked.stream().map(Parked::reason).toArray());
            statement.executeUpdate();
        }
    }

    private void store(Map<TopicPartition, Long> offsets) throws SQLException {
        if (offsets.isEmpty()) {
            return;
        }
        var entries = List.copyOf(offsets.entrySet());
        try (var statement = connection.prepareStatement("""
            INSERT INTO read.projection_offset AS o (name, topic, partition, next_offset)
            SELECT ?, n.* FROM unnest(?::text[], ?::integer[], ?::bigint[]) AS n
            ON CONFLICT (name, topic, partition) DO UPDATE SET next_offset = excluded.next_offset
            """)) {
            statement.setString(1, name);
            array(
                    statement,
                    2,
                    "text",
                    entries.stream().map(e -> e.getKey().topic()).toArray());
            array(
                    statement,
                    3,
                    "integer",
                    entries.stream().map(e -> e.getKey().partition()).toArray());
            array(
                    statement,
                    4,
                    "bigint",
                    entries.stream().map(Map.Entry::getValue).toArray());
            statement.executeUpdate();
        }
    }

    private void array(PreparedStatement statement, int index, String type, Object[] values) throws SQLException {
        statement.setArray(index, connection.createArrayOf(type, values));
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
