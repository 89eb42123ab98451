package io.prego.query.reading;

import io.prego.event.EventRow;
import io.prego.event.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks into the log itself, where read models cannot know: what is absent, what is taken, which position was when. */
public final class LogIndex {

    private static final String ORIGIN = """
        SELECT position, stream_id || ARRAY(SELECT substring(t FROM position(':' IN t) + 1) FROM unnest(tags) t) AS keys
        FROM log.event
        """;

    private final JdbcClient database;

    public LogIndex(JdbcClient database) {
        this.database = database;
    }

    /** The last position; 0 while the log is empty. */
    public long head() {
        return database.sql("SELECT coalesce(max(position), 0) FROM log.event")
                .query(Long.class)
                .single();
    }

    /** The events after the position, in order, at most {@code max}; empty at the head. */
    public List<RecordedEvent> after(long position, int max) {
        return database.sql("SELECT " + EventRow.COLUMNS
                        + " FROM log.event e WHERE e.position > ? ORDER BY e.position LIMIT ?")
                .params(position, max)
                .query((row, _) -> EventRow.current(row))
                .list();
    }

    /** Where a stream begins. What is folded of it has its id as key, its events what one of their tags names. */
    public Origin originOf(String streamType, String streamId) {
        return database.sql(ORIGIN + "WHERE stream_type = ? AND stream_id = ? AND stream_version = 1")
                .params(streamType, streamId)
                .query(LogIndex::origin)
                .optional()
                .orElse(Origin.NONE);
    }

    /** Where an event stands. Its record's key is its stream's id or what one of its tags names. */
    public Origin originOf(UUID eventId) {
        return database.sql(ORIGIN + "WHERE event_id = ?")
                .param(eventId)
                .query(LogIndex::origin)
                .optional()
                .orElse(Origin.NONE);
    }

    /**
     * Where a host name began to lead where it leads: the last event that speaks of it, unless that freed it.
     *
     * @param hostname in its normal form, also the key of what is folded of it
     * @param asOf only events up to this position count; null when all do
     */
    public Origin originOfHostname(String hostname, @Nullable Long asOf) {
        return database.sql("""
            SELECT e.position, e.stream_id AS tenant, e.type IN ('tenant.hostname_unmapped', 'tenant.terminated') AS freed
            FROM log.event_tag t JOIN log.event e ON e.position = t.position
            WHERE t.tag = ? AND t.position <= ? AND e.type IN ('tenant.registered', 'tenant.activated',
                'tenant.hostname_mapped', 'tenant.hostname_unmapped', 'tenant.terminated')
            ORDER BY t.position DESC LIMIT 1
            """)
                .params("hostname:" + hostname, asOf == null ? Long.MAX_VALUE : asOf)
                .query((row, _) -> row.getBoolean("freed")
                        ? Origin.NONE
                        : new Origin(row.getLong("position"), List.of(hostname, row.getString("tenant"))))
                .optional()
                .orElse(Origin.NONE);
    }

    private static Origin origin(ResultSet row, int number) throws SQLException {
        return new Origin(
                row.getLong("position"), List.of((String[]) row.getArray("keys").getArray()));
    }

    /** When the event at this position was recorded; null above the head. */
    public @Nullable Instant recordedAt(long position) {
        return database.sql("SELECT recorded_at FROM log.event WHERE position = ?")
                .param(position)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    /** The last position recorded not after the instant, 0 when there is none; null when the instant is in the future. */
    public @Nullable Long positionAt(Instant instant) {
        var found = database.sql("SELECT last_position, future FROM log.position_at(?)")
                .param(instant.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getBoolean("future") ? -1 : row.getLong("last_position"))
                .single();
        return found < 0 ? null : found;
    }

    /**
     * Whether a tenant holds the slug: the last event that took or freed it took it.
     *
     * @param asOf only events up to this position count
     */
    public boolean isHeld(String slug, long asOf) {
        return database.sql("""
            SELECT e.type = 'tenant.registered'
            FROM log.event_tag t JOIN log.event e ON e.position = t.position
            WHERE t.tag = ? AND t.position <= ? AND e.type IN ('tenant.registered', 'tenant.terminated')
            ORDER BY t.position DESC LIMIT 1
            """)
                .params("slug:" + slug, asOf)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
