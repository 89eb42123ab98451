package io.prego.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A recorded event as a row: the log's table and the projected list of events name its columns alike. */
public final class EventRow {

    /** Of a table with the alias {@code e}. */
    public static final String COLUMNS = """
        e.position, e.event_id, e.type, e.schema_id, e.stream_type, e.stream_id, e.stream_version, e.tags, \
        e.occurred_at, e.recorded_at, e.actor, e.tenant_id, e.trace_id, e.correlation_id, e.causation_id, e.source, \
        e.payload\
        """;

    private EventRow() {}

    /** All rows that are left, in their order. */
    public static List<RecordedEvent> all(ResultSet rows) throws SQLException {
        var events = new ArrayList<RecordedEvent>();
        while (rows.next()) {
            events.add(current(rows));
        }
        return events;
    }

    /** The row that the result set stands on. */
    public static RecordedEvent current(ResultSet row) throws SQLException {
        return new RecordedEvent(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getInt("schema_id"),
                row.getString("stream_type"),
                row.getString("stream_id"),
                row.getLong("stream_version"),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("tenant_id"),
                row.getString("trace_id"),
                row.getString("correlation_id"),
                row.getString("causation_id"),
                row.getString("source"),
                row.getBytes("payload"));
    }
}
