package io.prego.event.tenant;

import io.prego.event.DomainEvent;
import io.prego.event.provisioning.FailureStage;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
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
            return List.of(new Tag("tenant", tenantId.value()), new Tag("slug", subdomainSlug.value()));
        }
    }

    record TenantTrialStarted(TenantId tenantId, Instant trialEndsAt) implements TenantEvent {}

    /** @param attempt from 1 */
    record TenantProvisioningStarted(TenantId tenantId, JobId jobId, int attempt) implements TenantEvent {}

    record TenantProvisioningFailed(TenantId tenantId, JobId jobId, FailureStage failureStage) implements TenantEvent {}

    record TenantActivated(TenantId tenantId, JobId jobId, String siteName, String canonicalHostname)
            implements TenantEvent {}
}
