package io.prego.command.relay;

import java.time.Duration;

/** The pauses between tries: 100 ms, then twice as long each time, up to 2 s. Not thread-safe. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Duration next = FIRST;

    Duration next() {
        var pause = next;
        next = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        return pause;
    }

    void reset() {
        next = FIRST;
    }
}
