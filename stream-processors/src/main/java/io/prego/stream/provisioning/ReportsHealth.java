package io.prego.stream.provisioning;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether command-api answered the last report of the local pipeline. Thread-safe. */
final class ReportsHealth implements HealthIndicator {

    private volatile @Nullable String trouble;

    void answered() {
        trouble = null;
    }

    /** @param why in words for an operator */
    void unanswered(String why) {
        trouble = why;
    }

    @Override
    public Health health() {
        var why = trouble;
        return why == null
                ? Health.up().withDetail("state", "reports are answered").build()
                : Health.down().withDetail("state", why).build();
    }
}
