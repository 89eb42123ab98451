package io.prego.query.reading;

import io.prego.edge.problem.EdgeProblems;
import io.prego.query.reading.Watermarks.Awaited;
import java.time.Duration;

/** The patience of one request, from its arrival on. For one thread. */
final class Waiting {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration APPEND_MAX = Duration.ofMillis(50);

    private final Watermarks watermarks;
    private final LogIndex log;
    private final String model;
    private final long until;
    private long known;

    Waiting(Watermarks watermarks, LogIndex log, String model, Duration max) {
        this.watermarks = watermarks;
        this.log = log;
        this.model = model;
        this.until = System.nanoTime() + max.toNanos();
    }

    /** Waits until the read model holds everything up to the position; returns earlier when the database fails. */
    void forWatermark(long position, Freshness seen) {
        await(new Awaited(model, position, Long.MAX_VALUE), seen);
    }

    /** As above, and returns earlier too when there may be a row that a position as late has made. */
    void forRow(long position, Freshness seen) {
        await(new Awaited(model, position, seen.revision()), seen);
    }

    private void await(Awaited awaited, Freshness seen) {
        requireInLog(awaited.position());
        var left = until - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            throw EdgeProblems.PROJECTION_LAGGING
                    .because("The read model is at %d.".formatted(seen.watermark()))
                    .retryAfter(RETRY_AFTER)
                    .toException();
        }
        watermarks.await(awaited, Duration.ofNanos(left));
    }

    // What is not in the log does not come by waiting. One more look, since whoever names a position may have it from
    // an append that another node was just about to commit.
    private void requireInLog(long position) {
        if (position <= known) {
            return;
        }
        known = log.head();
        if (position > known) {
            pause();
            known = log.head();
        }
        if (position > known) {
            throw EdgeProblems.PROJECTION_LAGGING
                    .because("The log is at %d.".formatted(known))
                    .retryAfter(RETRY_AFTER)
                    .toException();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(APPEND_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
