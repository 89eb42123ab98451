package io.prego.query.deadletter;

import static io.prego.query.reading.Rows.instant;

import io.prego.query.reading.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One dead letter as it is answered: where its record stands, and nothing of what is in it.
 *
 * @param key of the record; null when it has none
 * @param position of the event; null when it cannot be read
 * @param behind how many records of the key wait behind it
 */
record LetterView(
        String id,
        String consumer,
        String state,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable Long position,
        @Nullable String eventType,
        String cause,
        String error,
        String reason,
        int tries,
        long behind,
        Instant parkedAt,
        Instant updatedAt) {

    static LetterView of(ResultSet row) throws SQLException {
        var key = row.getString("record_key");
        return new LetterView(
                row.getString("id"),
                row.getString("consumer"),
                row.getString("state"),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                key.isEmpty() ? null : key,
                Rows.nullableLong(row, "position"),
                row.getString("event_type"),
                row.getString("cause"),
                row.getString("error"),
                row.getString("reason"),
                row.getInt("tries"),
                row.getLong("behind"),
                instant(row, "parked_at"),
                instant(row, "updated_at"));
    }
}
