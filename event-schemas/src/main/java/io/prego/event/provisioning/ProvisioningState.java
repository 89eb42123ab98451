package io.prego.event.provisioning;

import io.prego.kernel.JobId;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a job: the value of {@link io.prego.event.Topics#PROVISIONING_STATE}, keyed by job id.
 *
 * @param waitingReason why a {@code Pending} job does not move, in one word; null when it is not waiting
 * @param currentStage the stage last reported in this attempt, where a best-effort stage leaves a mandatory one that runs in
 *     its place; null before the first report
 * @param stages of the current attempt, in the order in which they were first reported
 * @param traceId of the request that asked for the job
 * @param createdAt when the job was first requested
 * @param updatedAt when the event that made this version was recorded
 * @param progressedAt when the job itself last got further: when the last event was recorded that changed more than times
 *     and version; a refused callback does not
 * @param streamVersion version of the job's stream in this version
 * @param position the event that made this version
 */
public record ProvisioningState(
        JobId jobId,
        TenantId tenantId,
        JobStatus status,
        int attempt,
        @Nullable FailureStage failureStage,
        @Nullable String failureReason,
        @Nullable String waitingReason,
        @Nullable Stage currentStage,
        List<StageState> stages,
        @Nullable String traceId,
        Instant createdAt,
        Instant updatedAt,
        Instant progressedAt,
        long streamVersion,
        long position) {

    public ProvisioningState {
        stages = List.copyOf(stages);
    }
}
