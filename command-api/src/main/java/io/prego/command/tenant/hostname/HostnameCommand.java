package io.prego.command.tenant.hostname;

import io.prego.kernel.Hostname;
import io.prego.kernel.TenantId;

/** What can be asked for a tenant and one host name. */
sealed interface HostnameCommand {

    TenantId tenantId();

    Hostname hostname();

    record MapHostname(TenantId tenantId, Hostname hostname) implements HostnameCommand {}

    record UnmapHostname(TenantId tenantId, Hostname hostname) implements HostnameCommand {}
}
