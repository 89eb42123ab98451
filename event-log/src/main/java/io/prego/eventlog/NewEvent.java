package io.prego.eventlog;

import io.prego.event.RecordedEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the log; position, stream version and {@code recorded_at} are given to it there.
 *
 * <p>What PostgreSQL could not store (a NUL character, half a surrogate pair, a tag too long for an index) is refused
 * here by an {@link IllegalArgumentException}, so that it cannot spoil the group that it would travel in.
 *
 * @param eventId UUIDv7, unique for ever
 * @param type event type such as {@code tenant.activated}
 * @param tags {@code key:value} pairs, at most 64; repeated ones are dropped
 * @param occurredAt cut to microseconds
 * @param actor {@code type:id}
 * @param requestMac of the first event of an append with an idempotency key, else null
 * @param payload Avro binary without any header; at most 4 MiB
 */
@SuppressWarnings("ArrayRecordComponent") // An event is one because of its id; nothing compares payloads by equals.
public record NewEvent(
        UUID eventId,
        String type,
        int schemaId,
        String streamType,
        String streamId,
        List<String> tags,
        Instant occurredAt,
        String actor,
        @Nullable String tenantId,
        @Nullable String traceId,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String source,
        byte @Nullable [] requestMac,
        byte[] payload) {

    /** A row of a PostgreSQL B-tree holds 2,700 bytes at most; a stream's index has two texts in a row. */
    static final int TEXT_BYTES_MAX = 1024;

    static final int TAGS_MAX = 64;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    static final int PAYLOAD_BYTES_MAX = 4 << 20;

    public NewEvent {
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        tags = List.copyOf(new LinkedHashSet<>(tags));
        if (tags.size() > TAGS_MAX) {
            throw new IllegalArgumentException("an event has at most %d tags, got %d".formatted(TAGS_MAX, tags.size()));
        }
        if (payload.length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("a payload has at most 4 MiB, got %d bytes".formatted(payload.length));
        }
        if (occurredAt.isBefore(Instant.EPOCH) || !occurredAt.isBefore(END_OF_TIME)) {
            throw new IllegalArgumentException("an event occurs from 1970 to 9999, got " + occurredAt);
        }
        tags.forEach(tag -> requireStorable("tag", tag));
        requireStorable("type", type);
        requireStorable("stream type", streamType);
        requireStorable("stream id", streamId);
        requireStorable("actor", actor);
        requireStorable("tenant id", tenantId);
        requireStorable("trace id", traceId);
        requireStorable("correlation id", correlationId);
        requireStorable("causation id", causationId);
        requireStorable("source", source);
    }

    /** An estimate of what it takes in a request to the database, in bytes. */
    int size() {
        return payload.length + 300 + tags.size() * 50;
    }

    RecordedEvent recorded(long position, long streamVersion, Instant recordedAt) {
        return new RecordedEvent(
                position,
                eventId,
                type,
                schemaId,
                streamType,
                streamId,
                streamVersion,
                tags,
                occurredAt,
                recordedAt,
                actor,
                tenantId,
                traceId,
                correlationId,
                causationId,
                source,
                payload);
    }

    static void requireStorable(String what, @Nullable String text) {
        if (text == null) {
            return;
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\0' || isHalfAPair(text, i)) {
                throw new IllegalArgumentException("the " + what + " holds a character that cannot be stored");
            }
            // The halves of a pair take 4 bytes together.
            bytes += character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
        }
        if (bytes > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("the " + what + " is longer than " + TEXT_BYTES_MAX + " bytes");
        }
    }

    private static boolean isHalfAPair(String text, int at) {
        char character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
