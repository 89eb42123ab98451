package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What an owner may write within one transaction. Not thread-safe. */
final class OwnerWrites {

    private final Connection connection;
    private final String projection;

    OwnerWrites(Connection connection, String projection) {
        this.connection = connection;
        this.projection = projection;
    }

    /**
     * Comes before all other writes.
     *
     * @param rowsTo no row of the transaction is made by a later position; 0 when it stores none
     * @throws LostOwnership when another session has claimed the projection since the epoch
     */
    void fence(long epoch, @Nullable Long watermark, long rowsTo) throws SQLException {
        try (var statement = connection.prepareStatement("""
            UPDATE read.projection
            SET watermark = greatest(watermark, ?), rows_to = greatest(rows_to, ?), revision = revision + 1,
                updated_at = clock_timestamp()
            WHERE name = ? AND epoch = ?
            """)) {
            statement.setLong(1, watermark == null ? 0 : watermark);
            statement.setLong(2, rowsTo);
            statement.setString(3, projection);
            statement.setLong(4, epoch);
            if (statement.executeUpdate() != 1) {
                throw new LostOwnership(projection);
            }
        }
    }

    <T> void store(Table<T> table, List<T> rows) throws SQLException {
        if (!rows.isEmpty()) {
            table.store(connection, rows);
        }
    }

    /** Stores one row; when the database refuses it, the transaction goes on as if it had not been tried. */
    <T> void storeAlone(Table<T> table, T row) throws SQLException {
        var before = connection.setSavepoint();
        try {
            table.store(connection, List.of(row));
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
        connection.releaseSavepoint(before);
    }

    void park(Parking parking) throws SQLException {
        parking().store(parking);
    }

    /** To change what is parked. */
    ParkingWrites parking() {
        return new ParkingWrites(connection, projection);
    }

    /** @param offsets what is read next of each partition that moved */
    void moveTo(Map<TopicPartition, Long> offsets) throws SQLException {
        if (offsets.isEmpty()) {
            return;
        }
        var entries = List.copyOf(offsets.entrySet());
        try (var statement = connection.prepareStatement("""
            INSERT INTO read.projection_offset AS o (name, topic, partition, next_offset)
            SELECT ?, n.* FROM unnest(?::text[], ?::integer[], ?::bigint[]) AS n
            ON CONFLICT (name, topic, partition) DO UPDATE SET next_offset = excluded.next_offset
            """)) {
            statement.setString(1, projection);
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
}
