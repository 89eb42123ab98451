package io.prego.query.event;

import org.jspecify.annotations.Nullable;

/**
 * Which events a list is about; null where any will do.
 *
 * @param from the first position
 * @param to the last position
 */
record EventFilter(
        @Nullable String streamType,
        @Nullable String streamId,
        @Nullable String type,
        @Nullable String tenantId,
        @Nullable String traceId,
        @Nullable Long from,
        @Nullable Long to) {

    static EventFilter ofTenant(String tenantId) {
        return new EventFilter(null, null, null, tenantId, null, null, null);
    }
}
