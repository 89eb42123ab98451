package io.prego.stream;

import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.InfraMode;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCancelled;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobPlacementDecided;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRetryRequested;
import io.prego.event.provisioning.Transport;
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.kernel.Hostname;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.util.List;
import java.util.Map;

/**
 * The facts of one tenant and its job, by the name of what happened.
 *
 * @param name letters and digits; tenant and job are named after it
 * @param slug of the tenant
 */
public record Facts(String name, String slug) {

    public static Facts of(String name) {
        return new Facts(name, name);
    }

    public TenantId tenant() {
        return new TenantId("tnt_" + name);
    }

    public JobId job() {
        return new JobId("job_" + name);
    }

    public String host() {
        return slug + ".prego.example";
    }

    public TenantEvent registered() {
        return new TenantRegistered(
                tenant(),
                "아크메 " + name,
                new Slug(slug),
                host(),
                PlanTier.STARTER,
                Region.EU,
                Origin.PAID,
                null,
                "f00d",
                new SealedBytes(new byte[] {1}),
                null);
    }

    public TenantEvent provisioningStarted() {
        return new TenantProvisioningStarted(tenant(), job(), 1);
    }

    public TenantEvent activated() {
        return new TenantActivated(tenant(), job(), slug, host());
    }

    public TenantEvent hostnameMapped(String hostname) {
        return new TenantHostnameMapped(tenant(), new Hostname(hostname), slug);
    }

    public TenantEvent hostnameUnmapped(String hostname) {
        return new TenantHostnameUnmapped(tenant(), new Hostname(hostname), slug);
    }

    /** @param hostname beside the canonical one */
    public TenantEvent terminated(String hostname) {
        return new TenantTerminated(
                tenant(), new Slug(slug), List.of(host(), hostname), "gave_up", EventRecords.NOON.plusSeconds(1));
    }

    public ProvisioningEvent requested() {
        return requested(1);
    }

    public ProvisioningEvent requested(int attempt) {
        return new ProvisionJobRequested(
                job(), tenant(), attempt, Region.EU, new Slug(slug), host(), false, true, null, "applicant:anonymous");
    }

    public ProvisioningEvent placed() {
        return new ProvisionJobPlacementDecided(
                job(), tenant(), "plc", true, null, InfraMode.CREATE_NEW_SERVER, false, Region.EU, "any", "any", 0);
    }

    public ProvisioningEvent attempted() {
        return attempted(1);
    }

    public ProvisioningEvent attempted(int attempt) {
        return new ProvisionJobDispatchAttempted(
                job(), tenant(), job() + "#" + attempt, Transport.LOCAL, null, "beef", 1);
    }

    public ProvisioningEvent dispatched() {
        return new ProvisionJobDispatched(job(), tenant(), job() + "#1", Transport.LOCAL, null, null, null, null);
    }

    public ProvisioningEvent completed() {
        return new ProvisionJobCompleted(job(), tenant(), Map.of(), null, 1);
    }

    public ProvisioningEvent cancelled() {
        return new ProvisionJobCancelled(job(), tenant(), "operator:internal", null);
    }

    public ProvisioningEvent retryRequested() {
        return new ProvisionJobRetryRequested(job(), tenant(), "operator:internal", null);
    }

    public ProvisioningEvent failed(FailureStage stage) {
        return new ProvisionJobFailed(job(), tenant(), stage, "any reason", true);
    }
}
