package io.prego.projection.engine;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.RecordPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;

/** What an owner writes about parked records within one transaction. Not thread-safe. */
final class ParkingWrites {

    private final Connection connection;
    private final String projection;
    private final ParkingTable table;

    ParkingWrites(Connection connection, String projection) {
        this.connection = connection;
        this.projection = projection;
        this.table = new ParkingTable(connection, projection);
    }

    void store(Parking parking) throws SQLException {
        park(parking.parked());
        for (var withheld : parking.withheld()) {
            withhold(withheld);
        }
        for (var letter : parking.letters().entrySet()) {
            table.post(letter.getKey(), letter.getValue());
        }
    }

    void post(String key, DeadLetter letter) throws SQLException {
        table.post(key, letter);
    }

    private void park(List<Parked> parked) throws SQLException {
        if (parked.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
            INSERT INTO read.projection_parked (name, topic, partition, record_offset, record_key, cause, reason)
            SELECT ?, n.* FROM unnest(?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[], ?::text[]) AS n
            ON CONFLICT DO NOTHING
            """)) {
            statement.setString(1, projection);
            array(
                    statement,
                    2,
                    "text",
                    parked.stream().map(p -> p.place().topic()).toArray());
            array(
                    statement,
                    3,
                    "integer",
                    parked.stream().map(p -> p.place().partition()).toArray());
            array(
                    statement,
                    4,
                    "bigint",
                    parked.stream().map(p -> p.place().offset()).toArray());
            array(statement, 5, "text", parked.stream().map(Parked::key).toArray());
            array(statement, 6, "text", parked.stream().map(Parked::cause).toArray());
            array(statement, 7, "text", parked.stream().map(Parked::reason).toArray());
            statement.executeUpdate();
        }
        for (var record : parked) {
            if (record.letter() != null) {
                hold(record.letter());
            }
        }
    }

    /** The record of the letter, which is parked already, is what its key waits for. */
    void hold(DeadLetter letter) throws SQLException {
        try (var statement = connection.prepareStatement("""
            UPDATE read.projection_parked
            SET cause = ?, error = ?, reason = ?, event_type = ?, position = ?, tries = ?, parked_at = ?
            WHERE name = ? AND topic = ? AND partition = ? AND record_offset = ?
            """)) {
            statement.setString(1, letter.poison().cause().word());
            statement.setString(2, letter.poison().error());
            statement.setString(3, letter.poison().reason());
            statement.setString(4, letter.eventType());
            statement.setObject(5, letter.position());
            statement.setInt(6, letter.tries());
            statement.setObject(7, letter.parkedAt().atOffset(ZoneOffset.UTC));
            place(statement, 8, letter.place());
            statement.executeUpdate();
        }
    }

    void remove(List<RecordPlace> places) throws SQLException {
        try (var statement = connection.prepareStatement("""
            DELETE FROM read.projection_parked
            WHERE name = ? AND topic = ? AND partition = ? AND record_offset = ?
            """)) {
            for (var place : places) {
                place(statement, 1, place);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void place(PreparedStatement statement, int first, RecordPlace place) throws SQLException {
        statement.setString(first, projection);
        statement.setString(first + 1, place.topic());
        statement.setInt(first + 2, place.partition());
        statement.setLong(first + 3, place.offset());
    }

    private void withhold(Withheld withheld) throws SQLException {
        try (var statement = connection.prepareStatement(
                "DELETE FROM read.projection_parked WHERE name = ? AND record_key = ? AND upstream")) {
            statement.setString(1, projection);
            statement.setString(2, withheld.key());
            statement.executeUpdate();
        }
        if (withheld.cause() == null) {
            return;
        }
        try (var statement = connection.prepareStatement("""
            INSERT INTO read.projection_parked
                (name, topic, partition, record_offset, record_key, cause, reason, upstream)
            VALUES (?, ?, ?, ?, ?, ?, 'its topology has parked the key', true)
            ON CONFLICT DO NOTHING
            """)) {
            place(statement, 1, withheld.place());
            statement.setString(5, withheld.key());
            statement.setString(6, withheld.cause().word());
            statement.executeUpdate();
        }
    }

    private void array(PreparedStatement statement, int index, String type, Object[] values) throws SQLException {
        statement.setArray(index, connection.createArrayOf(type, values));
    }
}
