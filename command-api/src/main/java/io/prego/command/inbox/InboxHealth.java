package io.prego.command.inbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down, with the reason in words, while commands are not read or have to be tried again; dead letters leave it up. */
final class InboxHealth implements HealthIndicator {

    private final InboxStatus status;

    InboxHealth(InboxStatus status) {
        this.status = status;
    }

    @Override
    public Health health() {
        var trouble = status.trouble();
        var health = trouble == null ? Health.up() : Health.down().withDetail("reason", trouble);
        return health.withDetail("dead_letters", status.deadLetters()).build();
    }
}
