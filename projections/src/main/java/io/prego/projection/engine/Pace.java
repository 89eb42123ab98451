package io.prego.projection.engine;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How far a build is, how fast it goes and what that promises. Reading the inputs counts for most of it; the rest is
 * counted by what it took in trials. Thread-safe.
 */
final class Pace implements Tally {

    static final double FILLED = 80;
    static final double INDEXED = 86;
    static final double COMPARED = 99;

    private final long recordsBefore;
    private final LongAdder records = new LongAdder();
    private final long begun = System.nanoTime();
    private double first = -1;
    private double percent;
    private @Nullable Long eventsPerSecond;
    private volatile long watermark;

    /**
     * What a build is now.
     *
     * @param records read by all sessions of the build
     * @param eventsPerSecond of this session while it filled; null before it has
     * @param secondsLeft null before anything can be told
     */
    record Report(
            long records,
            int percent,
            @Nullable Long eventsPerSecond,
            @Nullable Long secondsLeft) {}

    Pace(long recordsBefore) {
        this.recordsBefore = recordsBefore;
    }

    @Override
    public void beginAt(long stored) {
        watermark = stored;
    }

    @Override
    public void stored(int count, Duration time, @Nullable Long reached) {
        records.add(count);
        if (reached != null) {
            watermark = reached;
        }
    }

    /** Up to which position the second generation holds everything. */
    long watermark() {
        return watermark;
    }

    /** Some part of the inputs is read; from 0 to 1. */
    synchronized void filled(double part) {
        eventsPerSecond = Math.round(records.sum() / seconds());
        reach(part * FILLED);
    }

    /** So much of the whole is done, in percent. It is never taken back. */
    synchronized void reach(double reached) {
        if (first < 0) {
            first = reached;
        }
        percent = Math.max(percent, Math.min(reached, 100));
    }

    synchronized Report report() {
        return new Report(recordsBefore + records.sum(), (int) percent, eventsPerSecond, secondsLeft());
    }

    private @Nullable Long secondsLeft() {
        var gained = percent - first;
        return first < 0 || gained < 1 ? null : Math.round(seconds() * (100 - percent) / gained);
    }

    private double seconds() {
        return Math.max(1, System.nanoTime() - begun) / 1e9;
    }
}
