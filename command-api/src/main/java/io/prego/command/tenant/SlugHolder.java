package io.prego.command.tenant;

import io.prego.event.DomainEvent;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.kernel.TenantId;

/** Who holds a slug, as the fold of the events that carry its tag. */
sealed interface SlugHolder {

    /** Nobody holds it. */
    record Free() implements SlugHolder {}

    record Held(TenantId by) implements SlugHolder {}

    static SlugHolder evolve(SlugHolder state, DomainEvent fact) {
        return switch (fact) {
            case TenantRegistered registered -> new Held(registered.tenantId());
            case TenantTerminated _ -> new Free();
            default -> state; // No other fact carries the tag of a slug.
        };
    }
}
