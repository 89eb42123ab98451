package io.prego.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as the log holds it and as Kafka carries it: the envelope and the encoded payload.
 *
 * @param position global position, gapless from 1, in commit order; the public clock of the system
 * @param eventId UUIDv7, unique for ever
 * @param type event type such as {@code tenant.activated}
 * @param schemaId the exact Avro schema of the payload; never rewritten
 * @param streamVersion gapless from 1 within its stream
 * @param tags {@code key:value} pairs that consistency conditions may ask for, in the order given at the append
 * @param occurredAt when it happened at its source, UTC, microseconds
 * @param recordedAt when it was appended, UTC, microseconds; never decreases with position
 * @param actor {@code type:id}, where type is operator, service, applicant, pipeline, timer or system
 * @param payload Avro binary without any header; personal fields in it are sealed
 */
@SuppressWarnings("ArrayRecordComponent") // An event is one because of its id; nothing compares payloads by equals.
public record RecordedEvent(
        long position,
        UUID eventId,
        String type,
        int schemaId,
        String streamType,
        String streamId,
        long streamVersion,
        List<String> tags,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        @Nullable String tenantId,
        @Nullable String traceId,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String source,
        byte[] payload) {

    public RecordedEvent {
        tags = List.copyOf(tags);
    }

    /** The value of the first tag with this key, such as {@code tnt_…} for {@code tenant}; null when there is none. */
    public @Nullable String tag(String key) {
        var prefix = key + ":";
        for (var tag : tags) {
            if (tag.startsWith(prefix)) {
                return tag.substring(prefix.length());
            }
        }
        return null;
    }
}
