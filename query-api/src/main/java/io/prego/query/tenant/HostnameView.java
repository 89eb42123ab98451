package io.prego.query.tenant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a host name leads.
 *
 * @param hostname in its normal form
 * @param siteName what answers for it; null while the tenant has no site yet
 * @param updatedAt when the event was recorded that made it so
 */
record HostnameView(
        String hostname, String tenantId, @Nullable String siteName, Instant updatedAt) {}
