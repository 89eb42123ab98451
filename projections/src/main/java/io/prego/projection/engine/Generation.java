package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What is stored about the inputs of one generation of rows, beside the rows. The one that answers has the projection's
 * name; the one that is built beside it has a name of its own, until the switch.
 *
 * @param name the key of its offsets and parked records
 */
record Generation(String name) {

    /** The one that is built beside the one that answers. */
    static Generation second(String projection) {
        return new Generation(projection + "~build");
    }

    /** What is read next, of each partition that was read before. */
    Map<TopicPartition, Long> offsets(Connection connection) throws SQLException {
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

    /** Forgets everything about it, within the connection's transaction. */
    void forget(Connection connection) throws SQLException {
        forgetInputs(connection);
        update(connection, "DELETE FROM read.projection_letter WHERE name = ?", name);
    }

    private void forgetInputs(Connection connection) throws SQLException {
        update(connection, "DELETE FROM read.projection_offset WHERE name = ?", name);
        update(connection, "DELETE FROM read.projection_parked WHERE name = ?", name);
    }

    /** Takes the place of another, which is forgotten, within the connection's transaction. */
    void replace(Generation other, Connection connection) throws SQLException {
        // What the other has decided to tell is told, and then what this one has.
        other.forgetInputs(connection);
        update(connection, "UPDATE read.projection_letter SET name = ? WHERE name = ?", other.name, name);
        update(connection, "UPDATE read.projection_offset SET name = ? WHERE name = ?", other.name, name);
        update(connection, "UPDATE read.projection_parked SET name = ? WHERE name = ?", other.name, name);
    }

    private static void update(Connection connection, String sql, String... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
