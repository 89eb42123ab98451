package io.prego.event.tenant;

import io.prego.event.DomainEvent;
import io.prego.event.provisioning.FailureStage;
import io.prego.kernel.Hostname;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can happen to one tenant. Past tense, immutable; one Avro record each. */
public sealed interface TenantEvent extends DomainEvent {

    TenantId tenantId();

    @Override
    default List<Tag> tags() {
        return List.of(new Tag("tenant", tenantId().value()));
    }

    /**
     * A company has a tenant and holds its slug.
     *
     * @param companyName Unicode NFC, 1 to 200 characters
     * @param attemptId the sign-up attempt that it comes from, if any
     * @param ownerEmailFingerprint keyed digest of the owner's address, hex
     */
    record TenantRegistered(
            TenantId tenantId,
            String companyName,
            Slug subdomainSlug,
            String canonicalHostname,
            PlanTier planTier,
            Region region,
            Origin origin,
            @Nullable String attemptId,
            String ownerEmailFingerprint,
            SealedBytes ownerEmail,
            @Nullable SealedBytes ownerName)
            implements TenantEvent {

        @Override
        public List<Tag> tags() {
            return List.of(
                    new Tag("tenant", tenantId.value()),
                    new Tag("slug", subdomainSlug.value()),
                    new Tag("hostname", canonicalHostname));
        }
    }

    record TenantTrialStarted(TenantId tenantId, Instant trialEndsAt) implements TenantEvent {}

    /** @param attempt from 1 */
    record TenantProvisioningStarted(TenantId tenantId, JobId jobId, int attempt) implements TenantEvent {}

    record TenantProvisioningFailed(TenantId tenantId, JobId jobId, FailureStage failureStage) implements TenantEvent {}

    record TenantActivated(TenantId tenantId, JobId jobId, String siteName, String canonicalHostname)
            implements TenantEvent {

        @Override
        public List<Tag> tags() {
            return List.of(new Tag("tenant", tenantId.value()), new Tag("hostname", canonicalHostname));
        }
    }

    /** A host name of its own leads to the tenant, beside the canonical one. */
    record TenantHostnameMapped(TenantId tenantId, Hostname hostname, String siteName) implements TenantEvent {

        @Override
        public List<Tag> tags() {
            return List.of(new Tag("tenant", tenantId.value()), new Tag("hostname", hostname.value()));
        }
    }

    record TenantHostnameUnmapped(TenantId tenantId, Hostname hostname, String siteName) implements TenantEvent {

        @Override
        public List<Tag> tags() {
            return List.of(new Tag("tenant", tenantId.value()), new Tag("hostname", hostname.value()));
        }
    }

    /**
     * The tenant is given up; its slug and its host names are free again, which is why it carries their tags.
     *
     * @param hostnames all that led to it, the canonical one among them
     * @param purgeAfter when its data may be deleted
     */
    record TenantTerminated(
            TenantId tenantId, Slug subdomainSlug, List<String> hostnames, String reasonCode, Instant purgeAfter)
            implements TenantEvent {

        public TenantTerminated {
            hostnames = List.copyOf(hostnames);
        }

        @Override
        public List<Tag> tags() {
            return Stream.concat(
                            Stream.of(new Tag("tenant", tenantId.value()), new Tag("slug", subdomainSlug.value())),
                            hostnames.stream().map(hostname -> new Tag("hostname", hostname)))
                    .toList();
        }
    }
}
