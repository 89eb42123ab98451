package io.prego.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWatchTest {

    private final AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);
    private final AtomicLong steadyNanos = new AtomicLong(-5);
    private final AtomicInteger told = new AtomicInteger();
    private final ClockWatch watch = new ClockWatch(wallMillis::get, steadyNanos::get, told::incrementAndGet);

    @ParameterizedTest
    @CsvSource({"0, 0", "7200000, 0", "-4900, 0", "-5100, 1", "-7200000, 1"})
    void only_a_clock_that_is_set_back_is_told_of(long jumpMillis, int times) {
        passes(250);
        watch.look();
        wallMillis.addAndGet(jumpMillis);
        passes(250);
        watch.look();
        assertThat(told).hasValue(times);
    }

    @Test
    void each_time_is_told_of_once() {
        for (var jump = 0; jump < 3; jump++) {
            wallMillis.addAndGet(-10_000);
            watch.look();
            passes(100);
            watch.look();
        }
        assertThat(told).hasValue(3);
    }

    @Test
    void a_process_that_was_frozen_has_not_been_set_back() {
        passes(60_000);
        watch.look();
        assertThat(told).hasValue(0);
    }

    private void passes(long millis) {
        wallMillis.addAndGet(millis);
        steadyNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
