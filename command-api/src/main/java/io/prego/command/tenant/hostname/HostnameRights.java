package io.prego.command.tenant.hostname;

import io.prego.event.DomainEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.kernel.Hostname;
import io.prego.kernel.TenantId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tenants have a site and which host names of their own lead where, as the fold of the events of one tenant and of
 * one host name. A tenant that is in no event of them is unknown.
 */
record HostnameRights(Map<TenantId, Standing> tenants, Map<Hostname, Mapping> mappings) {

    static final HostnameRights NONE = new HostnameRights(Map.of(), Map.of());

    HostnameRights {
        tenants = Map.copyOf(tenants);
        mappings = Map.copyOf(mappings);
    }

    /** Whether anything can answer for a tenant. */
    sealed interface Standing {

        record NoSiteYet() implements Standing {}

        record OnSite(String siteName) implements Standing {}

        record Terminated() implements Standing {}
    }

    record Mapping(TenantId tenantId, String siteName) {}

    static HostnameRights evolve(HostnameRights state, DomainEvent fact) {
        return switch (fact) {
            case TenantRegistered it -> state.with(it.tenantId(), new Standing.NoSiteYet());
            case TenantActivated it -> state.with(it.tenantId(), new Standing.OnSite(it.siteName()));
            case TenantTerminated it ->
                state.withoutMappingsOf(it.tenantId()).with(it.tenantId(), new Standing.Terminated());
            case TenantHostnameMapped it -> state.with(it.hostname(), new Mapping(it.tenantId(), it.siteName()));
            case TenantHostnameUnmapped it -> state.with(it.hostname(), null);
            default -> state; // Facts of other kinds carry the tenant's tag too, and say nothing of host names.
        };
    }

    @Nullable
    Standing standing(TenantId tenantId) {
        return tenants.get(tenantId);
    }

    @Nullable
    Mapping mapping(Hostname hostname) {
        return mappings.get(hostname);
    }

    long countOf(TenantId tenantId) {
        return mappings.values().stream()
                .filter(mapping -> mapping.tenantId().equals(tenantId))
                .count();
    }

    private HostnameRights with(TenantId tenantId, Standing standing) {
        var changed = new HashMap<>(tenants);
        changed.put(tenantId, standing);
        return new HostnameRights(changed, mappings);
    }

    private HostnameRights with(Hostname hostname, @Nullable Mapping mapping) {
        var changed = new HashMap<>(mappings);
        if (mapping == null) {
            changed.remove(hostname);
        } else {
            changed.put(hostname, mapping);
        }
        return new HostnameRights(tenants, changed);
    }

    private HostnameRights withoutMappingsOf(TenantId tenantId) {
        var changed = new HashMap<>(mappings);
        changed.values().removeIf(mapping -> mapping.tenantId().equals(tenantId));
        return new HostnameRights(tenants, changed);
    }
}
