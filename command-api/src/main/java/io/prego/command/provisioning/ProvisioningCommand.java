package io.prego.command.provisioning;

import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageStatus;
import io.prego.event.provisioning.Transport;
import io.prego.kernel.JobId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of one provision job. */
sealed interface ProvisioningCommand {

    JobId jobId();

    /**
     * Decide the placement and record the intent to hand the job over.
     *
     * @param transport null when none is configured
     */
    record DispatchJob(JobId jobId, int attempt, @Nullable Transport transport) implements ProvisioningCommand {}

    /** Record that a pipeline took the job. */
    record ConfirmDispatch(
            JobId jobId,
            String dispatchKey,
            Transport transport,
            @Nullable Integer httpStatus,
            @Nullable String runId) implements ProvisioningCommand {}

    /** A pipeline says how far a stage is. */
    record ReportStage(
            JobId jobId,
            Stage stage,
            StageStatus status,
            String runId,
            Map<String, String> outputs,
            @Nullable String errorCode,
            Instant at)
            implements ProvisioningCommand {}

    /**
     * A pipeline says how the job ended.
     *
     * @param tenantId as the pipeline says it, in whatever form
     * @param attempt null means the current one
     */
    record CloseJob(
            JobId jobId,
            String tenantId,
            Ending ending,
            Map<String, String> outputs,
            @Nullable Integer attempt,
            @Nullable String runId,
            Instant at)
            implements ProvisioningCommand {}

    /** An operator wants a failed job to be tried again, under the next attempt's number. */
    record RetryJob(JobId jobId, Operator operator) implements ProvisioningCommand {}

    /** An operator wants a job not to be run. */
    record CancelJob(JobId jobId, Operator operator) implements ProvisioningCommand {}

    /**
     * Who decides about a job, and why.
     *
     * @param by {@code type:id}
     * @param reasonCode one lower-case word; null when none was given
     */
    record Operator(String by, @Nullable String reasonCode) {}

    /** How a pipeline says that a job ended. */
    sealed interface Ending {

        record Completed() implements Ending {}

        record Failed(FailureStage stage, @Nullable String reason) implements Ending {}
    }
}
