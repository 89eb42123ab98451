package io.prego.benchmark.platform;

import io.prego.benchmark.Md5;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.DispatchError;
import io.prego.event.provisioning.InfraMode;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobPlacementDecided;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageStarted;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.Transport;
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The facts of one invented tenant. Its ids follow from its number in a way that SQL can repeat: {@code tnt_} and
 * {@code job_} with {@code md5(number)}.
 */
final class History {

    /** Of {@link #waiting}. */
    static final int WAITING_EVENTS = 5;

    /** Of {@link #whole}. */
    static final int WHOLE_EVENTS = 18;

    private static final List<Stage> STAGES =
            List.of(Stage.PULUMI, Stage.DNS, Stage.ANSIBLE, Stage.ZUPLO_SYNC, Stage.CALLBACK);
    private static final List<Region> REGIONS = List.of(Region.values());
    private static final List<PlanTier> PLANS = List.of(PlanTier.values());
    private static final int SEALED_BYTES = 80;

    private final TenantId tenant;
    private final JobId job;
    private final String host;
    private final Slug slug;
    private final Region region;
    private final PlanTier plan;
    private final int number;

    History(int number) {
        var id = Md5.of(number);
        this.number = number;
        this.tenant = new TenantId("tnt_" + id);
        this.job = new JobId("job_" + id);
        this.slug = new Slug("company-" + number);
        this.host = slug.value() + ".prego.example";
        this.region = REGIONS.get(number % REGIONS.size());
        this.plan = PLANS.get(number % PLANS.size());
    }

    TenantId tenant() {
        return tenant;
    }

    /** Registered, and its job waits since nothing takes it. */
    List<DomainEvent> waiting() {
        return List.of(
                registered(),
                new TenantProvisioningStarted(tenant, job, 1),
                requested(),
                placed(),
                new ProvisionJobDispatchFailed(job, tenant, job + "#1", null, DispatchError.NO_TRIGGER, null));
    }

    /** From the registration to the active tenant, with start and end of every stage. */
    List<DomainEvent> whole() {
        var facts = new ArrayList<DomainEvent>(List.of(
                registered(),
                new TenantProvisioningStarted(tenant, job, 1),
                requested(),
                placed(),
                new ProvisionJobDispatchAttempted(job, tenant, job + "#1", Transport.QUEUE, null, "d".repeat(64), 1),
                new ProvisionJobDispatched(
                        job, tenant, job + "#1", Transport.QUEUE, null, "run-" + number, null, null)));
        for (var stage : STAGES) {
            var seq = 1 + 2 * STAGES.indexOf(stage);
            facts.add(new ProvisionJobStageStarted(job, tenant, stage, seq, stage.bestEffort(), "run-" + number, 1));
            facts.add(new ProvisionJobStageCompleted(
                    job, tenant, stage, seq + 1, stage.bestEffort(), "run-" + number, 1, Map.of(), 300));
        }
        facts.add(new ProvisionJobCompleted(
                job, tenant, Map.of("server_ip", "10.0.0.1", "db_server_ip", "10.0.0.2"), "run-" + number, 2_000));
        facts.add(new TenantActivated(tenant, job, slug.value(), host));
        return facts;
    }

    /** What stands in the tenant's own stream. */
    List<TenantEvent> ofTenant() {
        return List.of(
                registered(),
                new TenantProvisioningStarted(tenant, job, 1),
                new TenantActivated(tenant, job, slug.value(), host));
    }

    private TenantRegistered registered() {
        return new TenantRegistered(
                tenant,
                "Company " + number,
                slug,
                host,
                plan,
                region,
                Origin.PAID,
                null,
                "f".repeat(64),
                new SealedBytes(new byte[SEALED_BYTES]),
                null);
    }

    private ProvisionJobRequested requested() {
        return new ProvisionJobRequested(job, tenant, 1, region, slug, host, false, true, null, "service:benchmark");
    }

    private ProvisionJobPlacementDecided placed() {
        return new ProvisionJobPlacementDecided(
                job,
                tenant,
                "placement-of-%s#1".formatted(job),
                true,
                null,
                InfraMode.CREATE_NEW_SERVER,
                false,
                region,
                "as_requested",
                "new_server_allowed",
                0);
    }
}
