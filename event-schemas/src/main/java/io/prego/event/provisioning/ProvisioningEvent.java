package io.prego.event.provisioning;

import io.prego.event.DomainEvent;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.Slug;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can happen to one provision job. Past tense, immutable; one Avro record each. */
public sealed interface ProvisioningEvent extends DomainEvent {

    JobId jobId();

    TenantId tenantId();

    @Override
    default List<Tag> tags() {
        return List.of(
                new Tag("job", jobId().value()), new Tag("tenant", tenantId().value()));
    }

    /**
     * Someone wants the tenant's infrastructure: the first fact of each attempt.
     *
     * @param attempt from 1
     * @param createNewServer false with an empty {@code targetServerId} cannot be placed and fails there
     * @param requestedBy {@code type:id}, as in the envelope's actor
     */
    record ProvisionJobRequested(
            JobId jobId,
            TenantId tenantId,
            int attempt,
            Region region,
            Slug subdomainSlug,
            String canonicalHostname,
            boolean dedicated,
            boolean createNewServer,
            @Nullable String targetServerId,
            String requestedBy)
            implements ProvisioningEvent {}

    record ProvisionJobPlacementDecided(
            JobId jobId,
            TenantId tenantId,
            String decisionId,
            boolean createNewServer,
            @Nullable String targetServerId,
            InfraMode infraMode,
            boolean dedicated,
            Region region,
            String algorithm,
            String reasonCode,
            int candidatesConsidered)
            implements ProvisioningEvent {}

    /**
     * The intent, recorded before the call that it announces.
     *
     * @param dispatchKey {@code job_id#attempt}: whoever takes the job takes each key once
     * @param inputsDigest SHA-256 of the inputs, hex
     * @param tryNo from 1
     */
    record ProvisionJobDispatchAttempted(
            JobId jobId,
            TenantId tenantId,
            String dispatchKey,
            Transport transport,
            @Nullable String ref,
            String inputsDigest,
            int tryNo)
            implements ProvisioningEvent {}

    record ProvisionJobDispatched(
            JobId jobId,
            TenantId tenantId,
            String dispatchKey,
            Transport transport,
            @Nullable Integer httpStatus,
            @Nullable String workflowRunId,
            @Nullable String runUrl,
            @Nullable String htmlUrl)
            implements ProvisioningEvent {}

    /** @param nextTryAt null when nobody will try again by himself */
    record ProvisionJobDispatchFailed(
            JobId jobId,
            TenantId tenantId,
            String dispatchKey,
            @Nullable Integer httpStatus,
            DispatchError errorClass,
            @Nullable Instant nextTryAt)
            implements ProvisioningEvent {}

    /**
     * @param seq how many stage facts this attempt has, this one included
     * @param runAttempt the job's attempt, from 1
     */
    record ProvisionJobStageStarted(
            JobId jobId, TenantId tenantId, Stage stage, int seq, boolean bestEffort, String runId, int runAttempt)
            implements ProvisioningEvent {}

    /** @param durationMs since the stage's start was recorded; 0 when none was */
    record ProvisionJobStageCompleted(
            JobId jobId,
            TenantId tenantId,
            Stage stage,
            int seq,
            boolean bestEffort,
            String runId,
            int runAttempt,
            Map<String, String> outputs,
            long durationMs)
            implements ProvisioningEvent {}

    record ProvisionJobStageFailed(
            JobId jobId,
            TenantId tenantId,
            Stage stage,
            int seq,
            boolean bestEffort,
            String runId,
            int runAttempt,
            @Nullable String errorCode,
            long durationMs)
            implements ProvisioningEvent {}

    /** @param durationMs since this attempt was requested */
    record ProvisionJobCompleted(
            JobId jobId,
            TenantId tenantId,
            Map<String, String> outputs,
            @Nullable String runId,
            long durationMs) implements ProvisioningEvent {}

    record ProvisionJobFailed(
            JobId jobId,
            TenantId tenantId,
            FailureStage failureStage,
            @Nullable String failureReason,
            boolean retryable)
            implements ProvisioningEvent {}

    /**
     * A failed job is to be tried again: {@link ProvisionJobRequested} of the next attempt follows in the same append.
     *
     * @param by {@code type:id}
     * @param reasonCode one lower-case word
     */
    record ProvisionJobRetryRequested(
            JobId jobId,
            TenantId tenantId,
            String by,
            @Nullable String reasonCode) implements ProvisioningEvent {}

    /**
     * Nobody wants it any more. Final.
     *
     * @param by {@code type:id}
     * @param reasonCode one lower-case word
     */
    record ProvisionJobCancelled(
            JobId jobId,
            TenantId tenantId,
            String by,
            @Nullable String reasonCode) implements ProvisioningEvent {}

    record ProvisionJobCallbackRejected(JobId jobId, TenantId tenantId, CallbackRejection reasonCode)
            implements ProvisioningEvent {}
}
