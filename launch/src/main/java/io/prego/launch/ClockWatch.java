package io.prego.launch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the wall clock is set back, as by an operator or by NTP. Kafka's clients measure time by it: what was made before
 * sends no heartbeat, commits nothing, ends no wait and makes no connection until the clock is where it was. A clock that is
 * set ahead does no such harm.
 */
final class ClockWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** What stands still for less comes back by itself before anybody has to be told. */
    private static final Duration BACK_LEAST = Duration.ofSeconds(5);

    private final LongSupplier wallMillis;
    private final LongSupplier steadyNanos;
    private final Runnable whenSetBack;
    private long difference;

    ClockWatch(LongSupplier wallMillis, LongSupplier steadyNanos, Runnable whenSetBack) {
        this.wallMillis = wallMillis;
        this.steadyNanos = steadyNanos;
        this.whenSetBack = whenSetBack;
        this.difference = difference();
    }

    /**
     * Watches until the process ends.
     *
     * @param whenSetBack called each time, on a thread of its own
     */
    static void start(Runnable whenSetBack) {
        var watch = new ClockWatch(System::currentTimeMillis, System::nanoTime, whenSetBack);
        Thread.ofPlatform().daemon().name("clock-watch").start(watch::watch);
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        var now = difference();
        var back = Duration.ofMillis(difference - now);
        difference = now;
        if (back.compareTo(BACK_LEAST) > 0) {
            LOG.error("the clock was set back by {} s: this process ends, to be started again", back.toSeconds());
            whenSetBack.run();
        }
    }

    private long difference() {
        return wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(steadyNanos.getAsLong());
    }
}
