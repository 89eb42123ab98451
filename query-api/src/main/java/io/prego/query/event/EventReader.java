package io.prego.query.event;

import static io.prego.query.reading.Rows.instant;

import io.prego.edge.paging.Page;
import io.prego.event.codec.PayloadView;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.schema.Schemas;
import io.prego.query.reading.Conditions;
import io.prego.query.reading.QueryDatabase;
import io.prego.query.reading.Versioned;
import io.prego.query.reading.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads {@code read.event}. */
final class EventReader {

    static final String MODEL = "event";

    private static final String SELECT = "SELECT * FROM read.event";

    private final JdbcClient database;
    private final PayloadView payloads = new PayloadView(Schemas.committed());

    EventReader(QueryDatabase database) {
        this.database = database.client();
    }

    Optional<Versioned<EventView>> find(UUID eventId, View view) {
        return new Conditions("event_id = :event_id")
                .with("event_id", eventId)
                .and("position <= :as_of", "as_of", view.asOf())
                .select(database, SELECT, "")
                .query((row, _) -> {
                    var event = event(row);
                    return new Versioned<>(event.position(), null, null, event);
                })
                .optional();
    }

    /**
     * Up to {@link Page#fetch} events behind the page's key, oldest first.
     *
     * @param last the position up to which the list is complete; what lies beyond may still have gaps
     */
    List<EventView> list(EventFilter filter, Page page, long last) {
        return new Conditions("position <= :last")
                .with("last", last)
                .equal("stream_type", filter.streamType())
                .equal("stream_id", filter.streamId())
                .equal("type", filter.type())
                .equal("tenant_id", filter.tenantId())
                .equal("trace_id", filter.traceId())
                .and("position >= :from", "from", filter.from())
                .and("position <= :to", "to", filter.to())
                .and("position > :after", "after", after(page))
                .with("fetch", page.fetch())
                .select(database, SELECT, "ORDER BY position LIMIT :fetch")
                .query((row, _) -> event(row))
                .list();
    }

    /** The sort key of an event, as a cursor holds it. */
    static String key(EventView event) {
        return Long.toString(event.position());
    }

    private static @Nullable Long after(Page page) {
        return page.after() == null ? null : Long.valueOf(page.after());
    }

    private EventView event(ResultSet row) throws SQLException {
        return new EventView(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getInt("schema_id"),
                row.getString("stream_type"),
                row.getString("stream_id"),
                row.getLong("stream_version"),
                List.of((String[]) row.getArray("tags").getArray()),
                instant(row, "occurred_at"),
                instant(row, "recorded_at"),
                row.getString("actor"),
                row.getString("tenant_id"),
                row.getString("trace_id"),
                row.getString("correlation_id"),
                row.getString("causation_id"),
                row.getString("source"),
                data(row.getInt("schema_id"), row.getBytes("payload")));
    }

    private Map<String, @Nullable Object> data(int schemaId, byte[] payload) {
        try {
            return payloads.of(schemaId, payload);
        } catch (UndecodableEvent e) {
            return Map.of("unreadable", true);
        }
    }
}
