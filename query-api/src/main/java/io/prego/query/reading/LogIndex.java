package io.prego.query.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks into the log itself, where read models cannot know: what is absent, what is taken, which position was when. */
public final class LogIndex {

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

    /**
     * Where a stream begins.
     *
     * @param streamId also the key of what is folded of it
     */
    public Origin originOf(String streamType, String streamId) {
        return database.sql(
                        "SELECT position FROM log.event WHERE stream_type = ? AND stream_id = ? AND stream_version = 1")
                .params(streamType, streamId)
                .query(Long.class)
                .optional()
                .map(position -> new Origin(position, List.of(streamId)))
                .orElse(Origin.NONE);
    }

    /** Where an event stands. Its record's key is its stream's id or what one of its tags names. */
    public Origin originOf(UUID eventId) {
        return database.sql("""
            SELECT position, stream_id || ARRAY(SELECT substring(t FROM position(':' IN t) + 1) FROM unnest(tags) t) AS keys
            FROM log.event WHERE event_id = ?
            """)
                .param(eventId)
                .query((row, _) -> new Origin(row.getLong("position"), List.of((String[])
                        row.getArray("keys").getArray())))
                .optional()
                .orElse(Origin.NONE);
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
