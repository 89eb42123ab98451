package io.prego.command.tenant;

import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Make a tenant and ask for its infrastructure.
 *
 * @param companyName Unicode NFC
 * @param trialEndsAt when a trial that begins now ends
 * @param requestedBy {@code type:id}
 */
record RegisterTenant(
        TenantId tenantId,
        JobId jobId,
        String companyName,
        Slug slug,
        String canonicalHostname,
        PlanTier planTier,
        Region region,
        Origin origin,
        Owner owner,
        Placement placement,
        Instant trialEndsAt,
        String requestedBy) {

    /** Whom the tenant belongs to, sealed. */
    record Owner(
            String emailFingerprint,
            SealedBytes email,
            @Nullable SealedBytes name) {}

    /** Where the caller wants the tenant to live. */
    record Placement(boolean createNewServer, @Nullable String targetServerId, boolean dedicated) {}
}
