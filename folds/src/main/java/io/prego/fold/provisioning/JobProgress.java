package io.prego.fold.provisioning;

import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageState;
import io.prego.event.provisioning.StageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a job's state that events move; ids, times and versions are stamped by the fold. */
record JobProgress(
        JobStatus status,
        int attempt,
        @Nullable FailureStage failureStage,
        @Nullable String failureReason,
        @Nullable String waitingReason,
        @Nullable Stage currentStage,
        List<StageState> stages) {

    static JobProgress requested(int attempt) {
        return new JobProgress(
                JobStatus.PENDING, attempt, null, null, WaitingReason.AWAITING_PLACEMENT, null, List.of());
    }

    static JobProgress of(ProvisioningState state) {
        return new JobProgress(
                state.status(),
                state.attempt(),
                state.failureStage(),
                state.failureReason(),
                state.waitingReason(),
                state.currentStage(),
                state.stages());
    }

    boolean isTerminal() {
        return switch (status) {
            case PENDING, DISPATCHED, RUNNING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /** Why it waits; a job that has moved on waits no more, whatever its dispatch still reports. */
    JobProgress waitingFor(String reason) {
        return status == JobStatus.PENDING
                ? new JobProgress(status, attempt, null, null, reason, currentStage, stages)
                : this;
    }

    /** A stage or the callback may have come before the dispatch's answer: then it says nothing new. */
    JobProgress dispatched() {
        return status == JobStatus.PENDING ? moved(JobStatus.DISPATCHED) : this;
    }

    JobProgress completed() {
        return moved(JobStatus.COMPLETED);
    }

    JobProgress cancelled() {
        return moved(JobStatus.CANCELLED);
    }

    JobProgress failed(FailureStage at, @Nullable String reason) {
        return new JobProgress(JobStatus.FAILED, attempt, at, reason, null, currentStage, stages);
    }

    /** A stage's failure alone never fails a job: its callback does. */
    JobProgress started(Stage stage, boolean bestEffort, Instant at) {
        return reported(new StageState(stage, StageStatus.STARTED, bestEffort, at, null, Map.of()));
    }

    JobProgress ended(Stage stage, boolean bestEffort, StageStatus status, Instant at, Map<String, String> outputs) {
        var index = indexOf(stage);
        var startedAt = index < 0 ? null : stages.get(index).startedAt();
        return reported(new StageState(stage, status, bestEffort, startedAt, at, outputs));
    }

    private JobProgress reported(StageState report) {
        var changed = new ArrayList<>(stages);
        var index = indexOf(report.stage());
        if (index < 0) {
            changed.add(report);
        } else {
            changed.set(index, report);
        }
        var next = status == JobStatus.COMPLETED ? status : JobStatus.RUNNING;
        return new JobProgress(next, attempt, null, null, null, current(report), List.copyOf(changed));
    }

    /** A best-effort stage runs beside the others and must not hide the one at which the job would hang. */
    private @Nullable Stage current(StageState report) {
        return report.bestEffort() && runsMandatoryStage() ? currentStage : report.stage();
    }

    private boolean runsMandatoryStage() {
        return !isTerminal()
                && stages.stream().anyMatch(stage -> !stage.bestEffort() && stage.status() == StageStatus.STARTED);
    }

    private int indexOf(Stage stage) {
        for (var i = 0; i < stages.size(); i++) {
            if (stages.get(i).stage() == stage) {
                return i;
            }
        }
        return -1;
    }

    private JobProgress moved(JobStatus to) {
        return new JobProgress(to, attempt, null, null, null, currentStage, stages);
    }
}
