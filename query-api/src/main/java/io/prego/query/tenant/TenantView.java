package io.prego.query.tenant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One tenant as the tenant itself may see it: the directory item without the connector. */
record TenantView(
        String tenantId,
        String companyName,
        String subdomainSlug,
        String canonicalHostname,
        String status,
        String region,
        String planTier,
        @Nullable String jobId,
        Instant createdAt,
        Instant updatedAt,
        long streamVersion) {

    static TenantView of(DirectoryItem item) {
        return new TenantView(
                item.tenantId(),
                item.companyName(),
                item.subdomainSlug(),
                item.canonicalHostname(),
                item.status(),
                item.region(),
                item.planTier(),
                item.jobId(),
                item.createdAt(),
                item.updatedAt(),
                item.streamVersion());
    }
}
