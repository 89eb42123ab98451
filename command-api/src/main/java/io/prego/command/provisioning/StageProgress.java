package io.prego.command.provisioning;

import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one attempt. Immutable.
 *
 * @param seq how many stage facts there are
 * @param runs the runs that reported in this attempt
 * @param former the runs of earlier attempts: what they still say is about an attempt that has ended
 */
record StageProgress(Map<Stage, Progress> byStage, int seq, Set<String> runs, Set<String> former) {

    static final StageProgress NONE = new StageProgress(Map.of(), 0, Set.of(), Set.of());

    private static final List<Stage> IN_ORDER = List.of(Stage.PULUMI, Stage.ANSIBLE, Stage.ZUPLO_SYNC, Stage.CALLBACK);

    StageProgress {
        byStage = Map.copyOf(byStage);
        runs = Set.copyOf(runs);
        former = Set.copyOf(former);
    }

    /**
     * @param runId the run that reported last
     * @param startedAt null when the stage has ended, or its end was the first that was heard of it
     */
    record Progress(
            StageStatus status, String runId, @Nullable Instant startedAt) {}

    /** What a report of this stage would be. */
    enum Place {
        /** The stage has come further already, or a later one has begun: nothing new. */
        PASSED,
        NEXT,
        /** A stage before it has not completed. */
        SKIPPING
    }

    Place place(Stage stage, StageStatus status, String runId) {
        var progress = byStage.get(stage);
        if (progress != null && !isNews(progress, status, runId)) {
            return Place.PASSED;
        }
        if (stage.bestEffort()) {
            return isCompleted(Stage.PULUMI) ? Place.NEXT : Place.SKIPPING;
        }
        var next =
                IN_ORDER.stream().filter(candidate -> !isCompleted(candidate)).findFirst();
        return next.isPresent() && next.get() == stage ? Place.NEXT : Place.SKIPPING;
    }

    /** Another run may try a failed stage again; the run that failed only repeats itself. What has completed stays so. */
    private static boolean isNews(Progress now, StageStatus reported, String runId) {
        return switch (now.status()) {
            case STARTED -> reported != StageStatus.STARTED;
            case FAILED -> !now.runId().equals(runId);
            case COMPLETED -> false;
        };
    }

    private boolean isCompleted(Stage stage) {
        var progress = byStage.get(stage);
        return progress != null && progress.status() == StageStatus.COMPLETED;
    }

    /** Milliseconds since the stage's start, 0 when none was reported or the clock has gone back. */
    long durationMs(Stage stage, Instant end) {
        var progress = byStage.get(stage);
        var start = progress == null ? null : progress.startedAt();
        return start == null ? 0 : Math.max(0, Duration.between(start, end).toMillis());
    }

    StageProgress started(Stage stage, String runId, Instant at) {
        return with(stage, new Progress(StageStatus.STARTED, runId, at));
    }

    StageProgress completed(Stage stage, String runId) {
        return with(stage, new Progress(StageStatus.COMPLETED, runId, null));
    }

    StageProgress failed(Stage stage, String runId) {
        return with(stage, new Progress(StageStatus.FAILED, runId, null));
    }

    private StageProgress with(Stage stage, Progress progress) {
        var next = new EnumMap<Stage, Progress>(Stage.class);
        next.putAll(byStage);
        next.put(stage, progress);
        return new StageProgress(next, seq + 1, with(runs, Set.of(progress.runId())), former);
    }

    /** Nothing reported yet, with every run so far a former one. */
    StageProgress nextAttempt() {
        return new StageProgress(Map.of(), 0, Set.of(), with(former, runs));
    }

    boolean hasAny() {
        return seq > 0;
    }

    /** Whether the run reported in an earlier attempt; one without a name did not. */
    boolean isFormer(@Nullable String runId) {
        return runId != null && former.contains(runId);
    }

    private static Set<String> with(Set<String> some, Set<String> more) {
        var all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
