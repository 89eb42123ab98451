package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final int LONG = 100;

    private final Gathering gathering = new Gathering(0);
    private long now;

    @Test
    void where_few_events_come_while_a_transaction_is_made_the_next_one_follows_at_once() {
        assertThat(steadily(2, 2, 2)).isZero();
    }

    @Test
    void where_many_come_they_are_let_come_in_for_twice_as_long_as_a_transaction_takes() {
        assertThat(steadily(20, 5, 5).toMillis()).isCloseTo(10, within(1L));
    }

    @Test
    void it_is_the_rate_that_counts_not_what_was_let_come() {
        assertThat(steadily(60, 15, 5).toMillis()).isCloseTo(10, within(1L));
        assertThat(steadily(20, 15, 5)).isZero();
    }

    @Test
    void one_transaction_that_is_held_up_makes_nothing_wait() {
        steadily(2, 2, 2);
        assertThat(pause(2, 2, 30)).isZero();
        assertThat(pause(30, 30, 2)).isZero();
    }

    @Test
    void nothing_waits_for_longer_than_a_tenth_of_a_second() {
        assertThat(steadily(10_000, 1_000, 1_000)).isEqualTo(Duration.ofMillis(100));
    }

    /** After many transactions of the same kind. */
    private Duration steadily(int events, long everyMillis, long workedMillis) {
        for (var i = 1; i < LONG; i++) {
            pause(events, everyMillis, workedMillis);
        }
        return pause(events, everyMillis, workedMillis);
    }

    private Duration pause(int events, long afterMillis, long workedMillis) {
        now += Duration.ofMillis(afterMillis).toNanos();
        return gathering.pause(
                events, now, now + Duration.ofMillis(workedMillis).toNanos());
    }
}
