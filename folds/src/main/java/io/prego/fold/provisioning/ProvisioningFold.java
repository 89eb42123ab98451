package io.prego.fold.provisioning;

import io.prego.event.RecordedEvent;
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
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageStatus;
import io.prego.fold.CorruptHistory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a provision job stands after each of its events. An event that would make an untrue state throws; one that is
 * only late (the dispatch's answer after the callback) is counted and changes nothing else.
 */
public final class ProvisioningFold {

    private ProvisioningFold() {}

    /**
     * The state after one more event.
     *
     * @param state null before the first event
     * @param envelope of that event; gives times, trace, version and position
     * @throws CorruptHistory when the event cannot follow the state (section 2.3 of the contract)
     */
    public static ProvisioningState evolve(
            @Nullable ProvisioningState state, ProvisioningEvent event, RecordedEvent envelope) {
        if (state != null) {
            CorruptHistory.unlessLater(envelope, state.streamVersion());
            return stamped(state, next(state, event, envelope), envelope);
        }
        if (event instanceof ProvisionJobRequested requested) {
            return first(requested, envelope);
        }
        throw new CorruptHistory(envelope, "the job was not requested");
    }

    private static JobProgress next(ProvisioningState state, ProvisioningEvent event, RecordedEvent envelope) {
        var job = JobProgress.of(state);
        var at = envelope.recordedAt();
        return switch (event) {
            case ProvisionJobRequested again -> requestedAgain(job, again, envelope);
            case ProvisionJobPlacementDecided _ -> open(job, envelope).waitingFor(WaitingReason.AWAITING_DISPATCH);
            case ProvisionJobDispatchAttempted _ -> open(job, envelope).waitingFor(WaitingReason.AWAITING_DISPATCH);
            case ProvisionJobDispatched _ -> job.dispatched();
            case ProvisionJobDispatchFailed failed -> job.waitingFor(WaitingReason.of(failed.errorClass()));
            case ProvisionJobStageStarted report ->
                reportable(job, report.stage(), report.runAttempt(), envelope)
                        .started(report.stage(), report.bestEffort(), at);
            case ProvisionJobStageCompleted report ->
                reportable(job, report.stage(), report.runAttempt(), envelope)
                        .ended(report.stage(), report.bestEffort(), StageStatus.COMPLETED, at, report.outputs());
            case ProvisionJobStageFailed report ->
                reportable(job, report.stage(), report.runAttempt(), envelope)
                        .ended(report.stage(), report.bestEffort(), StageStatus.FAILED, at, Map.of());
            case ProvisionJobCompleted _ -> open(job, envelope).completed();
            case ProvisionJobFailed failed -> open(job, envelope).failed(failed.failureStage(), failed.failureReason());
            case ProvisionJobCancelled _ -> open(job, envelope).cancelled();
            case ProvisionJobRetryRequested _ -> retryable(job, envelope);
            case ProvisionJobCallbackRejected _ -> job;
        };
    }

    /** What moves the job is the request of the next attempt, which follows in the same append. */
    private static JobProgress retryable(JobProgress job, RecordedEvent envelope) {
        if (job.status() != JobStatus.FAILED) {
            throw new CorruptHistory(envelope, "a retry of a job that is " + job.status());
        }
        return job;
    }

    private static JobProgress requestedAgain(JobProgress job, ProvisionJobRequested again, RecordedEvent envelope) {
        if (job.status() != JobStatus.FAILED || again.attempt() != job.attempt() + 1) {
            throw new CorruptHistory(
                    envelope,
                    "attempt %d after attempt %d, which is %s".formatted(again.attempt(), job.attempt(), job.status()));
        }
        return JobProgress.requested(again.attempt());
    }

    private static JobProgress open(JobProgress job, RecordedEvent envelope) {
        if (job.isTerminal()) {
            throw new CorruptHistory(envelope, "the job is " + job.status());
        }
        return job;
    }

    private static JobProgress reportable(JobProgress job, Stage stage, int attempt, RecordedEvent envelope) {
        if (attempt != job.attempt()) {
            throw new CorruptHistory(envelope, "a stage of attempt %d in attempt %d".formatted(attempt, job.attempt()));
        }
        var late = job.status() == JobStatus.COMPLETED && stage.bestEffort();
        return late ? job : open(job, envelope);
    }

    private static ProvisioningState first(ProvisionJobRequested requested, RecordedEvent envelope) {
        if (requested.attempt() != 1) {
            throw new CorruptHistory(envelope, "the first attempt has the number " + requested.attempt());
        }
        return new ProvisioningState(
                requested.jobId(),
                requested.tenantId(),
                JobStatus.PENDING,
                1,
                null,
                null,
                WaitingReason.AWAITING_PLACEMENT,
                null,
                List.of(),
                envelope.traceId(),
                envelope.recordedAt(),
                envelope.recordedAt(),
                envelope.recordedAt(),
                envelope.streamVersion(),
                envelope.position());
    }

    private static ProvisioningState stamped(ProvisioningState state, JobProgress job, RecordedEvent envelope) {
        return new ProvisioningState(
                state.jobId(),
                state.tenantId(),
                job.status(),
                job.attempt(),
                job.failureStage(),
                job.failureReason(),
                job.waitingReason(),
                job.currentStage(),
                job.stages(),
                state.traceId(),
                state.createdAt(),
                envelope.recordedAt(),
                job.equals(JobProgress.of(state)) ? state.progressedAt() : envelope.recordedAt(),
                envelope.streamVersion(),
                envelope.position());
    }
}
