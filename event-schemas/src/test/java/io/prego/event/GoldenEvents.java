package io.prego.event;

import io.prego.event.provisioning.CallbackRejection;
import io.prego.event.provisioning.DispatchError;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.InfraMode;
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
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import io.prego.kernel.Hostname;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One fact of each type, with every field set. Their encodings are committed and must decode for ever. */
final class GoldenEvents {

    private static final TenantId ACME = new TenantId("tnt_0190d5b0a0007000800000000000acme");
    private static final JobId JOB = new JobId("job_0190d5b0a00070008000000000000001");
    private static final Slug SLUG = new Slug("acme");
    private static final String HOST = "acme.prego.example";
    private static final Hostname OWN_HOST = new Hostname("xn--bcher-kva.example");
    private static final String KEY = JOB + "#1";
    private static final String RUN = "run-1";
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000001Z");
    private static final Map<String, String> OUTPUTS = Map.of("server_ip", "192.0.2.1", "db_server_ip", "192.0.2.2");

    static final List<DomainEvent> ALL = List.of(
            new TenantRegistered(
                    ACME,
                    "주식회사 아크메",
                    SLUG,
                    HOST,
                    PlanTier.TRIAL,
                    Region.EU,
                    Origin.TRIAL,
                    "att_1",
                    "f00d",
                    sealed(1),
                    sealed(2)),
            new TenantTrialStarted(ACME, NOON),
            new TenantProvisioningStarted(ACME, JOB, 1),
            new TenantProvisioningFailed(ACME, JOB, FailureStage.ZUPLO_SYNC),
            new TenantActivated(ACME, JOB, "acme", HOST),
            new TenantTerminated(ACME, SLUG, List.of(HOST, OWN_HOST.value()), "gave_up", NOON),
            new TenantHostnameMapped(ACME, OWN_HOST, "acme"),
            new TenantHostnameUnmapped(ACME, OWN_HOST, "acme"),
            new ProvisionJobRequested(JOB, ACME, 1, Region.EU, SLUG, HOST, true, false, "srv-1", "applicant:anonymous"),
            new ProvisionJobPlacementDecided(
                    JOB,
                    ACME,
                    "plc_1",
                    false,
                    "srv-1",
                    InfraMode.USE_EXISTING,
                    true,
                    Region.EU,
                    "as_asked",
                    "target_given",
                    1),
            new ProvisionJobDispatchAttempted(JOB, ACME, KEY, Transport.LOCAL, "main", "beef", 1),
            new ProvisionJobDispatched(
                    JOB,
                    ACME,
                    KEY,
                    Transport.GITHUB_WORKFLOW_DISPATCH,
                    200,
                    "7",
                    "https://runs.example/7",
                    "https://runs.example/7.html"),
            new ProvisionJobDispatchFailed(JOB, ACME, KEY, 502, DispatchError.AMBIGUOUS, NOON),
            new ProvisionJobStageStarted(JOB, ACME, Stage.PULUMI, 1, false, RUN, 1),
            new ProvisionJobStageCompleted(JOB, ACME, Stage.PULUMI, 2, false, RUN, 1, OUTPUTS, 300),
            new ProvisionJobStageFailed(JOB, ACME, Stage.DNS, 3, true, RUN, 1, "no_zone", 20),
            new ProvisionJobCompleted(JOB, ACME, OUTPUTS, RUN, 1500),
            new ProvisionJobFailed(JOB, ACME, FailureStage.ANSIBLE, "unreachable", true),
            new ProvisionJobRetryRequested(JOB, ACME, "operator:ada", "quota_raised"),
            new ProvisionJobCancelled(JOB, ACME, "operator:ada", "ordered_twice"),
            new ProvisionJobCallbackRejected(JOB, ACME, CallbackRejection.TENANT_MISMATCH));

    private GoldenEvents() {}

    private static SealedBytes sealed(int content) {
        return new SealedBytes(new byte[] {(byte) content, 0, (byte) 0xff});
    }
}
