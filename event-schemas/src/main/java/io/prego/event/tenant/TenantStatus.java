package io.prego.event.tenant;

/** The situation of a tenant, as its directory entry says it. */
public enum TenantStatus {
    PROVISIONING,
    ACTIVE,
    FAILED,
    TERMINATED
}
