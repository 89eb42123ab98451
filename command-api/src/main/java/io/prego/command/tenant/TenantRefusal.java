package io.prego.command.tenant;

/** Why a tenant is not registered. */
sealed interface TenantRefusal {

    /** A tenant that is not terminated holds the slug. */
    record SlugTaken() implements TenantRefusal {}

    /** The slug is a word that Prego keeps for itself. */
    record SlugReserved() implements TenantRefusal {}
}
