package io.prego.query;

import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.provisioning.CallbackRejection;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageState;
import io.prego.event.provisioning.StageStatus;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.HostnameEntry;
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantStatus;
import io.prego.fold.tenant.HostnameFold;
import io.prego.kernel.Hostname;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One tenant with one job, from registration to activation: its events and what is folded of them. */
final class Story {

    private static final EventCodec CODEC = new EventCodec(Schemas.committed());

    final TenantId tenant;
    final JobId job;
    final Slug slug;
    final String company;
    final Region region;
    private final Log log;
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<TenantDirectoryEntry> tenantVersions = new ArrayList<>();
    private final List<ProvisioningState> jobVersions = new ArrayList<>();
    private final List<HostnameEntry> hostnameVersions = new ArrayList<>();

    private Story(Log log, String slug, String company, Region region) {
        var unique = UUID.randomUUID().toString().replace("-", "");
        this.log = log;
        this.tenant = new TenantId("tnt_" + unique);
        this.job = new JobId("job_" + unique);
        this.slug = new Slug(slug);
        this.company = company;
        this.region = region;
    }

    /** Registered in the log; nothing is published yet. */
    static Story registered(Log log, String slug, String company, Region region) {
        var story = new Story(log, slug, company, region);
        var host = slug + ".prego.example";
        story.append(new TenantRegistered(
                story.tenant,
                company,
                story.slug,
                host,
                PlanTier.TRIAL,
                region,
                Origin.TRIAL,
                null,
                "f00d",
                new SealedBytes(new byte[] {1, 2, 3}),
                null));
        story.tenantVersions.add(story.entry(TenantStatus.PROVISIONING));
        story.append(new ProvisionJobRequested(
                story.job, story.tenant, 1, region, story.slug, host, false, true, null, "applicant:anonymous"));
        story.jobVersions.add(story.state(JobStatus.PENDING, List.of()));
        return story;
    }

    static Story registered(Log log, String slug) {
        return registered(log, slug, "Acme " + slug, Region.EU);
    }

    /** Activated in the log; its job is completed in the same breath, for brevity. */
    Story activated() {
        append(new TenantActivated(tenant, job, slug.value(), slug + ".prego.example"));
        tenantVersions.add(entry(TenantStatus.ACTIVE));
        var stage = new StageState(
                Stage.PULUMI,
                StageStatus.COMPLETED,
                false,
                last().recordedAt(),
                null,
                Map.of("server_ip", "192.0.2.1"));
        jobVersions.add(state(JobStatus.COMPLETED, List.of(stage)));
        return this;
    }

    /** A host name of its own leads to it, in the log. */
    Story mapped(String hostname) {
        append(new TenantHostnameMapped(tenant, new Hostname(hostname), slug.value()));
        tenantVersions.add(entry(TenantStatus.ACTIVE));
        return this;
    }

    Story unmapped(String hostname) {
        append(new TenantHostnameUnmapped(tenant, new Hostname(hostname), slug.value()));
        tenantVersions.add(entry(TenantStatus.ACTIVE));
        return this;
    }

    /** An event of a type and a schema that only a later version of the code knows. */
    Story inventedLater() {
        append("tenant.invented_later", 9999, "tenant", tenant.value(), List.of("tenant:" + tenant), new byte[] {1, 2});
        return this;
    }

    /** A callback of some other run is refused, in the log: the job has a new version and no progress. */
    Story callbackRejected() {
        append(new ProvisionJobCallbackRejected(job, tenant, CallbackRejection.OTHER_ATTEMPT));
        var before = jobVersions.getLast();
        jobVersions.add(state(before.status(), before.stages(), before.progressedAt()));
        return this;
    }

    Story published() {
        log.publish(events, tenantVersions, jobVersions, hostnameVersions);
        return this;
    }

    /** Published while other events before it are not yet. */
    Story sent() {
        log.send(events, tenantVersions, jobVersions, hostnameVersions);
        return this;
    }

    boolean isActive() {
        return tenantVersions.getLast().status() == TenantStatus.ACTIVE;
    }

    List<RecordedEvent> events() {
        return events;
    }

    RecordedEvent last() {
        return events.getLast();
    }

    long position() {
        return last().position();
    }

    private void append(DomainEvent fact) {
        var type = EventCatalogue.of(fact);
        var encoded = CODEC.encode(fact);
        append(
                type.name(),
                encoded.schemaId(),
                type.stream().name(),
                type.streamId(fact),
                fact.tags().stream().map(Tag::toString).toList(),
                encoded.payload());
        if (fact instanceof TenantEvent ofTenant) {
            hostnameVersions.addAll(HostnameFold.versions(ofTenant, last()));
        }
    }

    private void append(
            String type, int schemaId, String streamType, String streamId, List<String> tags, byte[] payload) {
        var version = events.stream().filter(e -> e.streamId().equals(streamId)).count() + 1;
        Instant now = log.clock();
        var event = new RecordedEvent(
                log.head() + 1,
                UUID.randomUUID(),
                type,
                schemaId,
                streamType,
                streamId,
                version,
                tags,
                now,
                now,
                "applicant:anonymous",
                tenant.value(),
                "trace_" + slug,
                null,
                null,
                null,
                payload);
        events.add(event);
        log.append(List.of(event));
    }

    private TenantDirectoryEntry entry(TenantStatus status) {
        return new TenantDirectoryEntry(
                tenant,
                company,
                slug,
                slug + ".prego.example",
                status,
                region,
                PlanTier.TRIAL,
                null,
                null,
                job,
                events.getFirst().recordedAt(),
                last().recordedAt(),
                last().streamVersion(),
                last().position());
    }

    private ProvisioningState state(JobStatus status, List<StageState> stages) {
        return state(status, stages, last().recordedAt());
    }

    private ProvisioningState state(JobStatus status, List<StageState> stages, Instant progressedAt) {
        return new ProvisioningState(
                job,
                tenant,
                status,
                1,
                null,
                null,
                null,
                stages.isEmpty() ? null : Stage.PULUMI,
                stages,
                "trace_" + slug,
                events.getFirst().recordedAt(),
                last().recordedAt(),
                progressedAt,
                last().streamVersion(),
                last().position());
    }
}
