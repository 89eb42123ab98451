package io.prego.projection.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One read model as an operator sees it.
 *
 * @param version of the projection that has made the rows that answer
 * @param position all events up to it are in the rows
 * @param lagMs how long the first event that is not has been in the log; 0 when all are, null where the log cannot be seen
 * @param state {@code following}, or {@code unowned} when no instance has it
 * @param parkedKeys keys of which something could not be taken in
 * @param build null when none runs
 * @param lastBuild null before the first has ended
 */
record ProjectionReport(
        String name,
        int version,
        long position,
        @Nullable Long lagMs,
        String state,
        long parkedKeys,
        @Nullable RunningBuild build,
        @Nullable EndedBuild lastBuild) {

    /**
     * What was found when both generations were compared.
     *
     * @param position as of which they were; null before
     * @param rowsMissing rows that the second generation lacks
     * @param rowsAdded rows that the first one lacked
     */
    record Comparison(
            @Nullable Long position,
            long rowsCompared,
            long rowsChanged,
            long rowsMissing,
            long rowsAdded,
            long differences) {}

    /**
     * A second generation in the making.
     *
     * @param version null until an owner has taken it up
     * @param reason what it waits for, in words; null when it goes on
     * @param phase {@code waiting}, {@code filling}, {@code indexing}, {@code comparing}, {@code switching}
     */
    record RunningBuild(
            String buildId,
            @Nullable Integer version,
            String cause,
            String phase,
            int percent,
            @Nullable Long eventsPerSecond,
            @Nullable Long secondsLeft,
            long events,
            Comparison comparison,
            @Nullable String reason,
            Instant askedAt,
            @Nullable Instant startedAt) {}

    /**
     * A build that has ended.
     *
     * @param outcome {@code switched} or {@code failed}
     * @param reason why it failed; null when it did not
     */
    record EndedBuild(
            String buildId,
            @Nullable Integer version,
            String cause,
            String outcome,
            @Nullable String reason,
            long events,
            @Nullable Long eventsPerSecond,
            Comparison comparison,
            @Nullable Instant startedAt,
            Instant endedAt,
            @Nullable Long durationMs) {}
}
