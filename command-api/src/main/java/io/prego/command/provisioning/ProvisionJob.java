package io.prego.command.provisioning;

import io.prego.event.DomainEvent;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCancelled;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobPlacementDecided;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRetryRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageStarted;
import io.prego.kernel.TenantId;
import java.time.Instant;

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

        /** The word that the outside hears of it. */
        JobStatus status() {
            if (stages.hasAny()) {
                return JobStatus.RUNNING;
            }
            return handover == Handover.CONFIRMED ? JobStatus.DISPATCHED : JobStatus.PENDING;
        }

        Open with(Handover next) {
            return new Open(request, requestedAt, next, stages);
        }

        Open with(StageProgress next) {
            return new Open(request, requestedAt, handover, next);
        }
    }

    /** It has ended, and only a failed one may go on, in another attempt. */
    record Closed(ProvisionJobRequested request, Handover handover, End end, StageProgress stages)
            implements ProvisionJob {

        Closed confirmed() {
            return new Closed(request, Handover.CONFIRMED, end, stages);
        }
    }

    /** How an attempt ended. */
    sealed interface End {

        JobStatus status();

        record Completed() implements End {
            @Override
            public JobStatus status() {
                return JobStatus.COMPLETED;
            }
        }

        record Failed(FailureStage stage) implements End {
            @Override
            public JobStatus status() {
                return JobStatus.FAILED;
            }
        }

        record Cancelled() implements End {
            @Override
            public JobStatus status() {
                return JobStatus.CANCELLED;
            }
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
            case ProvisionJobRequested requested -> requested(state, requested, at);
            case ProvisionJobPlacementDecided _ -> open(state, event).with(Handover.PLACED);
            case ProvisionJobDispatchAttempted _ -> open(state, event).with(Handover.ATTEMPTED);
            case ProvisionJobDispatchFailed _ -> open(state, event);
            case ProvisionJobDispatched dispatched -> confirmed(state, dispatched);
            case ProvisionJobStageStarted started ->
                staged(state, stages(state).started(started.stage(), started.runId(), at));
            case ProvisionJobStageCompleted completed ->
                staged(state, stages(state).completed(completed.stage(), completed.runId()));
            case ProvisionJobStageFailed failed -> staged(state, stages(state).failed(failed.stage(), failed.runId()));
            case ProvisionJobCompleted _ -> closed(open(state, event), new End.Completed());
            case ProvisionJobFailed failed -> closed(open(state, event), new End.Failed(failed.failureStage()));
            case ProvisionJobCancelled _ -> closed(open(state, event), new End.Cancelled());
            case ProvisionJobRetryRequested _, ProvisionJobCallbackRejected _ -> state;
        };
    }

    /** A later attempt begins anew, but still knows the runs of the earlier ones. */
    private static Open requested(ProvisionJob state, ProvisionJobRequested requested, Instant at) {
        var stages = state instanceof Closed closed ? closed.stages().nextAttempt() : StageProgress.NONE;
        return new Open(requested, at, Handover.REQUESTED, stages);
    }

    private static Closed closed(Open job, End end) {
        return new Closed(job.request(), job.handover(), end, job.stages());
    }

    /** The confirmation may come after the end: a quick pipeline calls back before its dispatch is answered. */
    private static ProvisionJob confirmed(ProvisionJob state, ProvisionJobDispatched event) {
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
            case Closed closed -> new Closed(closed.request(), closed.handover(), closed.end(), stages);
        };
    }

    private static Open open(ProvisionJob state, ProvisioningEvent event) {
        if (state instanceof Open open) {
            return open;
        }
        throw new IllegalStateException("corrupt history: %s after %s".formatted(event, state));
    }
}
