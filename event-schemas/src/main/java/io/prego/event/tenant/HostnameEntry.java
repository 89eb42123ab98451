package io.prego.event.tenant;

import io.prego.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one host name leads since one event: the value of {@link io.prego.event.Topics#HOSTNAME_MAP} and
 * {@link io.prego.event.Topics#LATEST_HOSTNAME}, keyed by the host name. Versions of one host name may come in another
 * order than their positions, since events of several tenants make them; the greatest position is the current one.
 *
 * @param tenantId null: the host name is free
 * @param siteName what answers for it; null while there is no site yet
 * @param updatedAt when the event that made this version was recorded
 * @param position the event that made this version
 */
public record HostnameEntry(
        String hostname,
        @Nullable TenantId tenantId,
        @Nullable String siteName,
        Instant updatedAt,
        long position) {}
