package io.prego.projection.engine;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.LetterState;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is stored of the parked records of one projection, and of its letters. For one thread. */
final class ParkingTable {

    private final Connection connection;
    private final String projection;

    ParkingTable(Connection connection, String projection) {
        this.connection = connection;
        this.projection = projection;
    }

    /** What holds up each key, by key. */
    Map<String, DeadLetter> letters(String consumer) throws SQLException {
        var letters = new HashMap<String, DeadLetter>();
        try (var statement = connection.prepareStatement("""
            SELECT DISTINCT ON (record_key) *, count(*) OVER (PARTITION BY record_key) - 1 AS behind
            FROM read.projection_parked WHERE name = ? AND NOT upstream
            ORDER BY record_key, cause = 'behind', topic, partition, record_offset
            """)) {
            statement.setString(1, projection);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    letters.put(rows.getString("record_key"), letter(consumer, rows));
                }
            }
        }
        return letters;
    }

    private static DeadLetter letter(String consumer, ResultSet row) throws SQLException {
        var tries = row.getInt("tries");
        return new DeadLetter(
                consumer,
                new RecordPlace(row.getString("topic"), row.getInt("partition"), row.getLong("record_offset")),
                row.getObject("position", Long.class),
                row.getString("event_type"),
                new Poison(PoisonCause.of(row.getString("cause")), row.getString("error"), row.getString("reason")),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                tries > 1 ? LetterState.PARKED_AGAIN : LetterState.PARKED,
                tries,
                row.getLong("behind"));
    }

    /** Where the parked records of a key stand, in the order in which they were read. */
    List<RecordPlace> places(String key) throws SQLException {
        var places = new ArrayList<RecordPlace>();
        try (var statement = connection.prepareStatement("""
            SELECT topic, partition, record_offset FROM read.projection_parked
            WHERE name = ? AND record_key = ? AND NOT upstream
            ORDER BY cause = 'behind', parked_at, topic, partition, record_offset
            """)) {
            statement.setString(1, projection);
            statement.setString(2, key);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    places.add(new RecordPlace(rows.getString(1), rows.getInt(2), rows.getLong(3)));
                }
            }
        }
        return places;
    }

    /** A letter that is stored and not sent yet. */
    record Unsent(long number, String key, Map<String, String> headers) {}

    /** Up to so many, the oldest first. */
    List<Unsent> unsent(int max) throws SQLException {
        connection.setAutoCommit(true);
        var unsent = new ArrayList<Unsent>();
        try (var statement = connection.prepareStatement("""
            SELECT number, record_key, header_names, header_values FROM read.projection_letter
            WHERE name = ? ORDER BY number LIMIT ?
            """)) {
            statement.setString(1, projection);
            statement.setInt(2, max);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    unsent.add(new Unsent(rows.getLong(1), rows.getString(2), headers(rows)));
                }
            }
        }
        return unsent;
    }

    private static Map<String, String> headers(ResultSet row) throws SQLException {
        var names = (String[]) row.getArray("header_names").getArray();
        var values = (String[]) row.getArray("header_values").getArray();
        var headers = new HashMap<String, String>();
        for (var i = 0; i < names.length; i++) {
            headers.put(names[i], values[i]);
        }
        return headers;
    }

    /** All up to this number are sent. */
    void forgetSent(long number) throws SQLException {
        try (var statement =
                connection.prepareStatement("DELETE FROM read.projection_letter WHERE name = ? AND number <= ?")) {
            statement.setString(1, projection);
            statement.setLong(2, number);
            statement.executeUpdate();
        }
    }

    /** Stores the letter, to be sent after the commit. */
    void post(String key, DeadLetter letter) throws SQLException {
        var headers = DeadLetterHeaders.of(letter);
        try (var statement = connection.prepareStatement("""
            INSERT INTO read.projection_letter (name, record_key, header_names, header_values) VALUES (?, ?, ?, ?)
            """)) {
            statement.setString(1, projection);
            statement.setString(2, key);
            statement.setArray(
                    3, connection.createArrayOf("text", headers.keySet().toArray()));
            statement.setArray(
                    4, connection.createArrayOf("text", headers.values().toArray()));
            statement.executeUpdate();
        }
    }
}
