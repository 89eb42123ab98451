package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LagTest {

    private static final Duration MAX = Duration.ofNanos(10);

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong now = new AtomicLong(-3);
    private final Lag lag = new Lag(published::get, stored::get, now::get, MAX);

    @Test
    void it_is_too_long_only_after_the_last_allowed_moment() {
        assertLag(false);
        published.set(5);
        assertLag(false);
        now.addAndGet(10);
        assertLag(false);
        now.addAndGet(1);
        assertLag(true);
        stored.set(5);
        assertLag(false);
    }

    @Test
    void always_a_little_behind_is_not_late() {
        for (var position = 1; position < 100; position++) {
            published.set(position);
            stored.set(position - 1);
            now.addAndGet(5);
            assertLag(false);
        }
    }

    @Test
    void an_owner_that_begins_has_the_whole_time() {
        published.set(5);
        assertLag(false);
        now.addAndGet(100);
        lag.begin();
        assertLag(false);
        now.addAndGet(11);
        assertLag(true);
    }

    private void assertLag(boolean tooLong) {
        assertThat(lag.isTooLong()).isEqualTo(tooLong);
    }
}
