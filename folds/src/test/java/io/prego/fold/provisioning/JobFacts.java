package io.prego.fold.provisioning;

import io.prego.event.provisioning.CallbackRejection;
import io.prego.event.provisioning.DispatchError;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.InfraMode;
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
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.Transport;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.util.Map;

/** The facts of one job, by the name of what happened. */
final class JobFacts {

    static final JobId JOB = new JobId("job_1");
    static final TenantId ACME = new TenantId("tnt_1");
    static final Map<String, String> SERVERS = Map.of("server_ip", "192.0.2.1", "db_server_ip", "192.0.2.2");

    private static final String HOST = "acme.prego.example";
    private static final String KEY = "job_1#1";
    private static final String RUN = "run-1";
    private static final int ANY_SEQ = 1;
    private static final long ANY_DURATION = 300;

    private JobFacts() {}

    static ProvisioningEvent requested(int attempt) {
        return new ProvisionJobRequested(
                JOB, ACME, attempt, Region.EU, new Slug("acme"), HOST, false, true, null, "applicant:anonymous");
    }

    static ProvisioningEvent placed() {
        return new ProvisionJobPlacementDecided(
                JOB, ACME, "plc_1", true, null, InfraMode.CREATE_NEW_SERVER, false, Region.EU, "as_asked", "new", 0);
    }

    static ProvisioningEvent attempted() {
        return new ProvisionJobDispatchAttempted(JOB, ACME, KEY, Transport.LOCAL, null, "beef", 1);
    }

    static ProvisioningEvent dispatched() {
        return new ProvisionJobDispatched(JOB, ACME, KEY, Transport.LOCAL, null, null, null, null);
    }

    static ProvisioningEvent notDispatched(DispatchError error) {
        return new ProvisionJobDispatchFailed(JOB, ACME, KEY, null, error, null);
    }

    static ProvisioningEvent started(Stage stage) {
        return started(stage, 1);
    }

    static ProvisioningEvent started(Stage stage, int attempt) {
        return new ProvisionJobStageStarted(JOB, ACME, stage, ANY_SEQ, stage.bestEffort(), RUN, attempt);
    }

    static ProvisioningEvent ended(Stage stage) {
        return new ProvisionJobStageCompleted(
                JOB, ACME, stage, ANY_SEQ, stage.bestEffort(), RUN, 1, SERVERS, ANY_DURATION);
    }

    static ProvisioningEvent broke(Stage stage) {
        return new ProvisionJobStageFailed(
                JOB, ACME, stage, ANY_SEQ, stage.bestEffort(), RUN, 1, "any_error", ANY_DURATION);
    }

    static ProvisioningEvent completed() {
        return new ProvisionJobCompleted(JOB, ACME, SERVERS, RUN, ANY_DURATION);
    }

    static ProvisioningEvent failed(FailureStage stage) {
        return new ProvisionJobFailed(JOB, ACME, stage, "any reason", true);
    }

    static ProvisioningEvent retryRequested() {
        return new ProvisionJobRetryRequested(JOB, ACME, "operator:internal", "any_reason");
    }

    static ProvisioningEvent cancelled() {
        return new ProvisionJobCancelled(JOB, ACME, "operator:internal", "any_reason");
    }

    static ProvisioningEvent callbackRejected() {
        return new ProvisionJobCallbackRejected(JOB, ACME, CallbackRejection.TENANT_MISMATCH);
    }
}
