package io.prego.command.tenant.hostname;

import io.prego.command.handling.Decider;
import io.prego.command.handling.StreamKey;
import io.prego.command.tenant.hostname.HostnameCommand.MapHostname;
import io.prego.command.tenant.hostname.HostnameCommand.UnmapHostname;
import io.prego.command.tenant.hostname.HostnameRefusal.HostnameReserved;
import io.prego.command.tenant.hostname.HostnameRefusal.HostnameTaken;
import io.prego.command.tenant.hostname.HostnameRefusal.NoSite;
import io.prego.command.tenant.hostname.HostnameRefusal.TooManyHostnames;
import io.prego.command.tenant.hostname.HostnameRefusal.UnknownTenant;
import io.prego.command.tenant.hostname.HostnameRights.Standing;
import io.prego.event.DomainEvent;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.kernel.Decision;
import io.prego.kernel.Tag;
import java.time.Instant;
import java.util.List;

/** A host name leads to one tenant at a time, and only to one that has a site. */
final class HostnameDecider implements Decider<HostnameCommand, HostnameRights, HostnameRefusal> {

    /** An end of the tenant frees all of them in one event, which has a tag for each and 64 tags at most. */
    static final int HOSTNAMES_MAX = 50;

    private final String baseDomain;

    /** @param baseDomain under which every tenant has its canonical host name; nothing within it is mapped by hand */
    HostnameDecider(String baseDomain) {
        this.baseDomain = baseDomain;
    }

    @Override
    public List<Tag> boundary(HostnameCommand command) {
        return List.of(
                new Tag("tenant", command.tenantId().value()),
                new Tag("hostname", command.hostname().value()));
    }

    @Override
    public StreamKey target(HostnameCommand command) {
        return new StreamKey("tenant", command.tenantId().value());
    }

    @Override
    public HostnameRights initial() {
        return HostnameRights.NONE;
    }

    @Override
    public HostnameRights evolve(HostnameRights state, DomainEvent fact, Instant occurredAt) {
        return HostnameRights.evolve(state, fact);
    }

    @Override
    public Decision<DomainEvent, HostnameRefusal> decide(HostnameCommand command, HostnameRights rights) {
        if (rights.standing(command.tenantId()) == null) {
            return Decision.refuse(new UnknownTenant());
        }
        if (command.hostname().isWithin(baseDomain)) {
            return Decision.refuse(new HostnameReserved());
        }
        return switch (command) {
            case MapHostname map -> map(map, rights);
            case UnmapHostname unmap -> unmap(unmap, rights);
        };
    }

    private static Decision<DomainEvent, HostnameRefusal> map(MapHostname command, HostnameRights rights) {
        var mapping = rights.mapping(command.hostname());
        if (mapping != null) {
            return mapping.tenantId().equals(command.tenantId())
                    ? Decision.accept()
                    : Decision.refuse(new HostnameTaken());
        }
        if (!(rights.standing(command.tenantId()) instanceof Standing.OnSite site)) {
            return Decision.refuse(new NoSite());
        }
        return rights.countOf(command.tenantId()) < HOSTNAMES_MAX
                ? Decision.accept(new TenantHostnameMapped(command.tenantId(), command.hostname(), site.siteName()))
                : Decision.refuse(new TooManyHostnames());
    }

    /** What leads elsewhere, or nowhere, does not lead to this tenant already. */
    private static Decision<DomainEvent, HostnameRefusal> unmap(UnmapHostname command, HostnameRights rights) {
        var mapping = rights.mapping(command.hostname());
        return mapping == null || !mapping.tenantId().equals(command.tenantId())
                ? Decision.accept()
                : Decision.accept(
                        new TenantHostnameUnmapped(command.tenantId(), command.hostname(), mapping.siteName()));
    }
}
