package io.prego.command.provisioning;

import io.prego.event.DomainEvent;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobPlacementDecided;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageStarted;
import io.prego.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One provision job as the fold of its events, with only what the next decision needs. */
sealed interface ProvisionJob {

    /** Nobody has asked for it. */
    record Unknown() implements ProvisionJob {}

    /** It has been asked for and has not ended. */
    record Open(ProvisionJobRequested request, Instant requestedAt, Handover handover, StageProgress stages)
            implements ProvisionJob {

        TenantId tenantId() {
            return request.tenantId();
        }

        String dispatchKey() {
            return ProvisionJob.dispatchKey(request);
        }

        Open with(Handover next) {
            return new Open(request, requestedAt, next, stages);
        }

        Open with(StageProgress next) {
            return new Open(request, requestedAt, handover, next);
        }
    }

    /**
     * It has ended.
     *
     * @param failedAt null when it completed
     */
    record Closed(
            ProvisionJobRequested request,
            Handover handover,
            @Nullable FailureStage failedAt,
            StageProgress stages) implements ProvisionJob {

        Closed confirmed() {
            return new Closed(request, Handover.CONFIRMED, failedAt, stages);
        }
    }

    /** {@code job_id#attempt}. */
    static String dispatchKey(ProvisionJobRequested request) {
        return "%s#%d".formatted(request.jobId(), request.attempt());
    }

    /** How far the job is on its way to a pipeline. */
    enum Handover {
        REQUESTED,
        PLACED,
        ATTEMPTED,
        CONFIRMED
    }

    /** The state after one more fact; facts of other capabilities change nothing. */
    static ProvisionJob evolve(ProvisionJob state, DomainEvent fact, Instant occurredAt) {
        return fact instanceof ProvisioningEvent event ? next(state, event, occurredAt) : state;
    }

    private static ProvisionJob next(ProvisionJob state, ProvisioningEvent event, Instant at) {
        return switch (event) {
            case ProvisionJobRequested requested -> new Open(requested, at, Handover.REQUESTED, StageProgress.NONE);
            case ProvisionJobPlacementDecided _ -> open(state, event).with(Handover.PLACED);
            case ProvisionJobDispatchAttempted _ -> open(state, event).with(Handover.ATTEMPTED);
            case ProvisionJobDispatchFailed _ -> open(state, event);
            case ProvisionJobDispatched _ -> confirmed(state, event);
            case ProvisionJobStageStarted started ->
                staged(state, stages(state).started(started.stage(), started.runId(), at));
            case ProvisionJobStageCompleted completed ->
                staged(state, stages(state).completed(completed.stage(), completed.runId()));
            case ProvisionJobStageFailed failed -> staged(state, stages(state).failed(failed.stage(), failed.runId()));
            case ProvisionJobCompleted _ -> closed(open(state, event), null);
            case ProvisionJobFailed failed -> closed(open(state, event), failed.failureStage());
            case ProvisionJobCallbackRejected _ -> state;
        };
    }

    private static Closed closed(Open job, @Nullable FailureStage failedAt) {
        return new Closed(job.request(), job.handover(), failedAt, job.stages());
    }

    /** The confirmation may come after the end: a quick pipeline calls back before its dispatch is answered. */
    private static ProvisionJob confirmed(ProvisionJob state, ProvisioningEvent event) {
        return state instanceof Closed closed
                ? closed.confirmed()
                : open(state, event).with(Handover.CONFIRMED);
    }

    /** A DNS report may come after the end, so both states have stages. */
    private static StageProgress stages(ProvisionJob state) {
        return switch (state) {
            case Unknown _ ->
                throw new IllegalStateException("corrupt history: a stage of a job that nobody requested");
            case Open open -> open.stages();
            case Closed closed -> closed.stages();
        };
    }

    private static ProvisionJob staged(ProvisionJob state, StageProgress stages) {
        return switch (state) {
            case Unknown unknown -> unknown;
            case Open open -> open.with(stages);
            case Closed closed -> new Closed(closed.request(), closed.handover(), closed.failedAt(), stages);
        };
    }

    private static Open open(ProvisionJob state, ProvisioningEvent event) {
        if (state instanceof Open open) {
            return open;
        }
        throw new IllegalStateException("corrupt history: %s after %s".formatted(event, state));
    }
}
