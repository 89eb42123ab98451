package io.prego.query.start;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much there is.
 *
 * @param events in the log, which is its last position
 * @param lagMs of the read model that is furthest behind, in milliseconds
 * @param tenants how many there are of each status; null for callers who are not told
 * @param jobs likewise, by the word that the outside hears
 */
record Overview(
        long events,
        long lagMs,
        @Nullable Map<String, Long> tenants,
        @Nullable Map<String, Long> jobs) {

    Overview withoutCounts() {
        return new Overview(events, lagMs, null, null);
    }
}
