package io.prego.command.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while this node relays or another does; down, with the reason in words, when this one should and cannot. */
final class RelayHealth implements HealthIndicator {

    private final RelayStatus status;

    RelayHealth(RelayStatus status) {
        this.status = status;
    }

    @Override
    public Health health() {
        var state = status.state();
        var health =
                switch (state) {
                    case RelayState.Relaying _ -> relayed(Health.up());
                    case RelayState.StandingBy _ -> Health.up().withDetail("reason", "another node relays");
                    case RelayState.TakingOver _ ->
                        Health.outOfService().withDetail("reason", "finds out where to go on");
                    case RelayState.Stopped _ -> Health.outOfService().withDetail("reason", "stopped");
                    case RelayState.Failing failing -> relayed(Health.down()).withDetail("reason", failing.reason());
                    case RelayState.Refusing refusing -> relayed(Health.down()).withDetail("reason", refusing.reason());
                };
        return health.withDetail("leader", state instanceof RelayState.Relaying).build();
    }

    private Health.Builder relayed(Health.Builder health) {
        return health.withDetail("position", status.position()).withDetail("lag", status.lag());
    }
}
