package io.prego.projection.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether what is published stays unstored for too long. A projection that is always a little behind, since more is
 * always published, is not late: each position has the same time to be stored. Thread-safe.
 */
final class Lag {

    private final LongSupplier published;
    private final LongSupplier stored;
    private final LongSupplier nanoTime;
    private final long nanosMax;
    private long awaited;
    private long since;

    /**
     * @param published the position up to which all is published
     * @param stored the position up to which all is stored
     * @param nanoTime a clock that is never set back
     */
    Lag(LongSupplier published, LongSupplier stored, LongSupplier nanoTime, Duration max) {
        this.published = published;
        this.stored = stored;
        this.nanoTime = nanoTime;
        this.nanosMax = max.toNanos();
    }

    /** Counts from now; for an owner that begins. */
    synchronized void begin() {
        awaited = 0;
    }

    /** To be asked now and then: what was published is noticed no earlier than it is asked for. */
    synchronized boolean isTooLong() {
        var now = nanoTime.getAsLong();
        var reached = stored.getAsLong();
        if (reached >= awaited) {
            awaited = published.getAsLong();
            since = now;
        }
        return reached < awaited && now - since > nanosMax;
    }
}
