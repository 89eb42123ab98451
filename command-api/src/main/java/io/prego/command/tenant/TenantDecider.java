package io.prego.command.tenant;

import io.prego.command.handling.Decider;
import io.prego.command.handling.StreamKey;
import io.prego.command.tenant.SlugHolder.Free;
import io.prego.command.tenant.SlugHolder.Held;
import io.prego.command.tenant.TenantRefusal.SlugReserved;
import io.prego.command.tenant.TenantRefusal.SlugTaken;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.ReservedSlugs;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import io.prego.kernel.Decision;
import io.prego.kernel.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may become a tenant: whoever asks first for a slug that is neither held nor reserved. */
final class TenantDecider implements Decider<RegisterTenant, SlugHolder, TenantRefusal> {

    private static final int FIRST_ATTEMPT = 1;

    /** The ids are new: the append proves it, and what is appended next to them rests on memory. */
    @Override
    public List<Tag> boundary(RegisterTenant command) {
        return List.of(
                new Tag("slug", command.slug().value()),
                new Tag("tenant", command.tenantId().value()),
                new Tag("job", command.jobId().value()));
    }

    @Override
    public @Nullable StreamKey target(RegisterTenant command) {
        return null;
    }

    @Override
    public SlugHolder initial() {
        return new Free();
    }

    @Override
    public SlugHolder evolve(SlugHolder state, DomainEvent fact, Instant occurredAt) {
        return SlugHolder.evolve(state, fact);
    }

    @Override
    public Decision<DomainEvent, TenantRefusal> decide(RegisterTenant command, SlugHolder holder) {
        if (ReservedSlugs.contains(command.slug())) {
            return Decision.refuse(new SlugReserved());
        }
        return switch (holder) {
            case Held _ -> Decision.refuse(new SlugTaken());
            case Free _ -> Decision.accept(registration(command));
        };
    }

    private static List<DomainEvent> registration(RegisterTenant command) {
        var facts = new ArrayList<DomainEvent>();
        facts.add(registered(command));
        if (command.planTier() == PlanTier.TRIAL) {
            facts.add(new TenantTrialStarted(command.tenantId(), command.trialEndsAt()));
        }
        facts.add(new TenantProvisioningStarted(command.tenantId(), command.jobId(), FIRST_ATTEMPT));
        facts.add(requested(command));
        return facts;
    }

    private static TenantRegistered registered(RegisterTenant command) {
        return new TenantRegistered(
                command.tenantId(),
                command.companyName(),
                command.slug(),
                command.canonicalHostname(),
                command.planTier(),
                command.region(),
                command.origin(),
                null,
                command.owner().emailFingerprint(),
                command.owner().email(),
                command.owner().name());
    }

    private static ProvisionJobRequested requested(RegisterTenant command) {
        var placement = command.placement();
        return new ProvisionJobRequested(
                command.jobId(),
                command.tenantId(),
                FIRST_ATTEMPT,
                command.region(),
                command.slug(),
                command.canonicalHostname(),
                placement.dedicated(),
                placement.createNewServer(),
                placement.targetServerId(),
                command.requestedBy());
    }
}
