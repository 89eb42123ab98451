package io.prego.fold.tenant;

import io.prego.event.RecordedEvent;
import io.prego.event.tenant.HostnameEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import io.prego.kernel.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where host names lead. Law: what an event says of a host name needs no state before it, and of two versions the one of
 * the greater position holds. So the history of a host name is the same in whatever order the events of several tenants
 * are read.
 */
public final class HostnameFold {

    private HostnameFold() {}

    /**
     * The versions that one event makes: one per host name that it speaks of.
     *
     * @param envelope of that event; gives time and position
     */
    public static List<HostnameEntry> versions(TenantEvent event, RecordedEvent envelope) {
        return switch (event) {
            case TenantRegistered it ->
                List.of(version(it.canonicalHostname(), it.tenantId(), null, envelope)); // There is no site yet.
            case TenantActivated it -> List.of(version(it.canonicalHostname(), it.tenantId(), it.siteName(), envelope));
            case TenantHostnameMapped it ->
                List.of(version(it.hostname().value(), it.tenantId(), it.siteName(), envelope));
            case TenantHostnameUnmapped it -> List.of(version(it.hostname().value(), null, null, envelope));
            case TenantTerminated it ->
                it.hostnames().stream()
                        .map(hostname -> version(hostname, null, null, envelope))
                        .toList();
            case TenantTrialStarted _, TenantProvisioningStarted _, TenantProvisioningFailed _ -> List.of();
        };
    }

    /**
     * Whether a version that comes now is newer than the one that is kept, which is what {@code latest} shows.
     *
     * @param keptPosition null when nothing is kept
     */
    public static boolean isNewer(HostnameEntry version, @Nullable Long keptPosition) {
        return keptPosition == null || version.position() > keptPosition;
    }

    private static HostnameEntry version(
            String hostname, @Nullable TenantId tenantId, @Nullable String siteName, RecordedEvent envelope) {
        return new HostnameEntry(hostname, tenantId, siteName, envelope.recordedAt(), envelope.position());
    }
}
