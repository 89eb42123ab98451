package io.prego.command.tenant.hostname;

/** Why a host name is neither mapped nor unmapped. */
sealed interface HostnameRefusal {

    record UnknownTenant() implements HostnameRefusal {}

    /** The host name leads to another tenant. */
    record HostnameTaken() implements HostnameRefusal {}

    /** The host name belongs to the domain under which each tenant has its canonical one. */
    record HostnameReserved() implements HostnameRefusal {}

    /** The tenant has not been active yet, or never will be again: nothing could answer. */
    record NoSite() implements HostnameRefusal {}

    /** The tenant has as many as it can have. */
    record TooManyHostnames() implements HostnameRefusal {}
}
