package io.prego.projection.engine;

import java.time.Duration;

/** Whether work shall go on, and pauses that end early when it shall not. Thread-safe. */
final class Running {

    private boolean ended;

    synchronized boolean ended() {
        return ended;
    }

    synchronized void begin() {
        ended = false;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for the time, or until the end. An interrupt ends the pause and the work. */
    synchronized void pause(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        try {
            for (var left = time.toMillis(); left > 0 && !ended; left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            ended = true;
            Thread.currentThread().interrupt();
        }
    }
}
