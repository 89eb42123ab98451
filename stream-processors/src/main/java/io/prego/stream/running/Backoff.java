package io.prego.stream.running;

import java.time.Duration;

/**
 * How long to wait before trying again: the first wait, doubled with each failure in a row, up to the longest.
 *
 * @param first positive
 */
public record Backoff(Duration first, Duration longest) {

    /** Doubling more often than this reaches any sensible limit and must not overflow. */
    private static final int DOUBLINGS_MAX = 20;

    /** @param failures in a row, from 1 */
    public Duration after(int failures) {
        var wait = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
