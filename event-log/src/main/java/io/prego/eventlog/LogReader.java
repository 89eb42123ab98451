package io.prego.eventlog;

import io.prego.event.EventRow;
import io.prego.event.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log, each time in one statement. A read that meets a connection from before a restart of the server is tried
 * once more on a new one; after that it is {@link EventLogUnavailable}.
 */
final class LogReader {

    private interface Read<T> {
        T from(PreparedStatement statement) throws SQLException;
    }

    private final LogConnections connections;

    LogReader(LogConnections connections) {
        this.connections = connections;
    }

    UUID logId() {
        return query(
                "SELECT log_id FROM log.log_identity",
                statement -> one(statement, rows -> rows.getObject(1, UUID.class)));
    }

    long head() {
        return query(
                "SELECT coalesce(max(position), 0) FROM log.event",
                statement -> one(statement, rows -> rows.getLong(1)));
    }

    List<RecordedEvent> read(long after, int max) {
        var sql = "SELECT %s FROM log.event e WHERE e.position > ? ORDER BY e.position LIMIT ?"
                .formatted(EventRow.COLUMNS);
        return query(sql, statement -> {
            statement.setLong(1, after);
            statement.setInt(2, max);
            return events(statement);
        });
    }

    @Nullable
    RecordedEvent find(UUID eventId) {
        var sql = "SELECT %s FROM log.event e WHERE e.event_id = ?".formatted(EventRow.COLUMNS);
        var found = query(sql, statement -> {
            statement.setObject(1, eventId);
            return events(statement);
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    Sourced source(List<TagQuery> queries, long after) {
        return retried(connection -> {
            try (var statement = SourceQuery.prepare(connection, queries, after);
                    var rows = statement.executeQuery()) {
                long head = 0;
                var events = new ArrayList<RecordedEvent>();
                while (rows.next()) {
                    head = rows.getLong("head");
                    if (rows.getObject("position") != null) {
                        events.add(EventRow.current(rows));
                    }
                }
                return new Sourced(events, head);
            }
        });
    }

    /** The whole append whose first event carries the tag; null if there is none. */
    @Nullable
    RecordedAppend appendOf(String tag) {
        var sql = """
            SELECT f.request_mac, %s
            FROM (SELECT f.* FROM log.event_tag t JOIN log.event f ON f.position = t.position
                  WHERE t.tag = ? AND f.append_index = 0 ORDER BY t.position LIMIT 1) f
            JOIN log.event e ON e.position >= f.position AND e.position < f.position + f.append_size
            ORDER BY e.position
            """.formatted(EventRow.COLUMNS);
        return query(sql, statement -> {
            statement.setString(1, tag);
            try (var rows = statement.executeQuery()) {
                byte[] requestMac = null;
                var events = new ArrayList<RecordedEvent>();
                while (rows.next()) {
                    requestMac = rows.getBytes("request_mac");
                    events.add(EventRow.current(rows));
                }
                return events.isEmpty() ? null : new RecordedAppend(requestMac, events);
            }
        });
    }

    /** The last position whose {@code recorded_at} is before the instant. */
    long lastBefore(Instant instant) {
        return query("SELECT last_position FROM log.position_at(?)", statement -> {
            statement.setObject(
                    1, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC).minusNanos(1_000));
            return one(statement, rows -> rows.getLong(1));
        });
    }

    /** What stands in the log after the position. */
    GroupAnswer missed(long after) {
        return query("SELECT * FROM log.missed(?, ?)", statement -> {
            statement.setLong(1, after);
            statement.setInt(2, AppendCall.MISSED_MAX);
            return one(
                    statement,
                    rows -> new GroupAnswer(
                            rows.getLong("head"),
                            Instant.EPOCH,
                            new Long[0],
                            new Long[0],
                            rows.getBoolean("complete"),
                            AppendCall.texts(rows, "tags"),
                            AppendCall.longs(rows, "positions")));
        });
    }

    private interface Row<T> {
        T from(ResultSet rows) throws SQLException;
    }

    private static <T> T one(PreparedStatement statement, Row<T> row) throws SQLException {
        try (var rows = statement.executeQuery()) {
            rows.next();
            return row.from(rows);
        }
    }

    private static List<RecordedEvent> events(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return EventRow.all(rows);
        }
    }

    private <T extends @Nullable Object> T query(String sql, Read<T> read) {
        return retried(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                return read.from(statement);
            }
        });
    }

    private interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    private <T extends @Nullable Object> T retried(Work<T> work) {
        try {
            return once(work);
        } catch (SQLException e) {
            if (!Failures.isBrokenConnection(e)) {
                throw Failures.unavailable(e);
            }
            connections.evict();
        }
        try {
            return once(work);
        } catch (SQLException e) {
            throw Failures.unavailable(e);
        }
    }

    private <T extends @Nullable Object> T once(Work<T> work) throws SQLException {
        try (var connection = connections.borrow()) {
            return work.on(connection);
        }
    }
}
