package io.prego.projection.deadletter;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.LetterState;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import io.prego.projection.engine.ReadStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads {@code read.dead_letter} for those who want one tried again: seldom, so each time over a connection of its own. */
final class LetterReader {

    private final ReadStore store;

    LetterReader(ReadStore store) {
        this.store = store;
    }

    /** @param key of the record that waits; empty where it has none */
    record Kept(String key, DeadLetter letter) {}

    Optional<Kept> find(String id) throws SQLException {
        try (var connection = store.open("prego redrive");
                var statement = connection.prepareStatement("SELECT * FROM read.dead_letter WHERE id = ?")) {
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Kept(rows.getString("record_key"), letter(rows)))
                        : Optional.empty();
            }
        }
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString("consumer"),
                new RecordPlace(row.getString("topic"), row.getInt("partition"), row.getLong("record_offset")),
                row.getObject("position", Long.class),
                row.getString("event_type"),
                new Poison(PoisonCause.of(row.getString("cause")), row.getString("error"), row.getString("reason")),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                LetterState.of(row.getString("state")),
                row.getInt("tries"),
                row.getLong("behind"));
    }
}
