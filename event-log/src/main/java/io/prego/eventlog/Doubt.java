package io.prego.eventlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Finds out what became of an append whose answer was lost. */
final class Doubt {

    private static final String SQL = """
        SELECT position, stream_version, recorded_at FROM log.event
        WHERE event_id = ANY (?) AND append_size = ? ORDER BY position
        """;

    private Doubt() {}

    /**
     * Its outcome, if exactly its events are in the log, one after another; null when they are someone else's.
     */
    static AppendOutcome.@Nullable Appended resolve(Connection connection, Append append) throws SQLException {
        var events = append.events();
        try (var statement = connection.prepareStatement(SQL)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", events.stream().map(NewEvent::eventId).toArray()));
            statement.setInt(2, events.size());
            try (var rows = statement.executeQuery()) {
                var versions = new long[events.size()];
                var recordedAt = Instant.EPOCH;
                long last = 0;
                int count = 0;
                while (rows.next()) {
                    last = rows.getLong("position");
                    recordedAt =
                            rows.getObject("recorded_at", OffsetDateTime.class).toInstant();
                    versions[count++] = rows.getLong("stream_version");
                }
                return count == versions.length
                        ? new AppendOutcome.Appended(last - count + 1, last, recordedAt, versions)
                        : null;
            }
        }
    }
}
