package io.prego.query.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as it is answered: its published envelope and its payload as JSON.
 *
 * @param data the payload's fields; a sealed one is {@code {"sealed": true}}; {@code {"unreadable": true}} when no
 *     schema of this version of the code explains the payload
 */
record EventView(
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
        Map<String, @Nullable Object> data) {}
