package io.prego.command.inbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The pauses between tries: 100 ms, then twice as long each time, up to 5 s; all end at once at the stop. Thread-safe. */
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int DOUBLINGS_MAX = 6;

    private final CountDownLatch ended = new CountDownLatch(1);

    void end() {
        ended.countDown();
    }

    boolean lasts() {
        return ended.getCount() > 0;
    }

    /** @param tries that have failed in a row, from 1 */
    void pause(int tries) {
        var pause = FIRST.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS_MAX));
        try {
            var _ = ended.await(Math.min(pause.toMillis(), LONGEST.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            end();
        }
    }
}
