package io.prego.event.tenant;

import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a tenant in the directory: the value of {@link io.prego.event.Topics#TENANT_DIRECTORY} and
 * {@link io.prego.event.Topics#LATEST_TENANT}, keyed by tenant id.
 *
 * @param jobId the job that provisions it
 * @param createdAt when the registration was recorded
 * @param updatedAt when the event that made this version was recorded
 * @param streamVersion version of the tenant's stream in this version
 * @param position the event that made this version
 */
public record TenantDirectoryEntry(
        TenantId tenantId,
        String companyName,
        Slug subdomainSlug,
        String canonicalHostname,
        TenantStatus status,
        Region region,
        PlanTier planTier,
        @Nullable String connectorKind,
        @Nullable String connectorCredentialRef,
        @Nullable JobId jobId,
        Instant createdAt,
        Instant updatedAt,
        long streamVersion,
        long position) {}
