package io.prego.torture.check;

import io.prego.event.EventRow;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The whole log as plain SQL finds it, in order of position. */
public record Log(List<LogEntry> entries) {

    private static final int FETCH_ROWS = 2_000;

    public Log {
        entries = List.copyOf(entries);
    }

    public static Log read(Connection database) throws SQLException {
        var codec = new EventCodec(Schemas.committed());
        var entries = new ArrayList<LogEntry>();
        database.setAutoCommit(false);
        try (var statement = database.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (var rows = statement.executeQuery(
                    "SELECT %s, e.append_index, e.append_size FROM log.event e ORDER BY e.position"
                            .formatted(EventRow.COLUMNS))) {
                while (rows.next()) {
                    var event = EventRow.current(rows);
                    entries.add(new LogEntry(
                            event, codec.decode(event), rows.getInt("append_index"), rows.getInt("append_size")));
                }
            }
        } finally {
            database.setAutoCommit(true);
        }
        return new Log(entries);
    }

    public long head() {
        return entries.isEmpty() ? 0 : entries.getLast().position();
    }
}
