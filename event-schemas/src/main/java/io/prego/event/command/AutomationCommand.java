package io.prego.event.command;

import io.prego.event.provisioning.Transport;
import io.prego.kernel.JobId;
import org.jspecify.annotations.Nullable;

/** What an automation asks for; one Avro record each, on {@link io.prego.event.Topics#COMMANDS} keyed by target id. */
public sealed interface AutomationCommand {

    /** The record key: commands for one target keep their order. */
    String targetId();

    /**
     * Decide where the job's tenant will live and record the intent to hand the job over.
     *
     * @param transport the way that is configured; null when there is none, so that the job waits with that reason
     */
    record DispatchJob(JobId jobId, int attempt, @Nullable Transport transport) implements AutomationCommand {
        @Override
        public String targetId() {
            return jobId.value();
        }
    }

    /** Record that a pipeline took the job. */
    record ConfirmDispatch(
            JobId jobId,
            String dispatchKey,
            Transport transport,
            @Nullable Integer httpStatus,
            @Nullable String runId) implements AutomationCommand {
        @Override
        public String targetId() {
            return jobId.value();
        }
    }
}
