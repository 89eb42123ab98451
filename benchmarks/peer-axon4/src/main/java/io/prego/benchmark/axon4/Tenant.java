package io.prego.benchmark.axon4;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.prego.benchmark.axon4.TenantMessages.JobRequested;
import io.prego.benchmark.axon4.TenantMessages.ProvisioningStarted;
import io.prego.benchmark.axon4.TenantMessages.Register;
import io.prego.benchmark.axon4.TenantMessages.Registered;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A tenant in the framework's own style. */
final class Tenant {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // The framework reads it.
    private @Nullable String id;

    Tenant() {}

    @CommandHandler
    Tenant(Register asked) {
        facts(asked).forEach(fact -> apply(fact));
    }

    static List<Object> facts(Register asked) {
        var registered = Registered.of(asked);
        var job = "job_" + asked.tenantId();
        return List.of(
                registered,
                new ProvisioningStarted(asked.tenantId(), job, 1),
                new JobRequested(asked.tenantId(), job, 1, registered.region(), registered.canonicalHostname()));
    }

    @EventSourcingHandler
    void on(Registered registered) {
        id = registered.tenantId();
    }
}
