package io.prego.event.provisioning;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a job's current attempt.
 *
 * @param startedAt when its start was recorded; null when its end came first
 * @param endedAt when its end was recorded; null while it runs
 */
public record StageState(
        Stage stage,
        StageStatus status,
        boolean bestEffort,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Map<String, String> outputs) {}
