package io.prego.command.relay;

import java.time.Duration;

/**
 * Says how long events are let come in before the next transaction. Each transaction costs the broker and everyone who reads
 * it, so that where much comes they are made fewer and larger; where little comes each event is there sooner without.
 */
final class Gathering {

    /** As many events as these come in while one transaction is made: that is much. */
    private static final int MUCH = 8;

    /** So many times as long as a transaction takes. */
    private static final int FACTOR = 2;

    private static final Duration MAX = Duration.ofMillis(100);

    /** Transactions that a mean goes by, so that nothing waits because one of them was held up. */
    private static final double SMOOTHING = 8;

    private double meanNanos;
    private long lastBegun;

    /** @param now by {@link System#nanoTime}, as all times here */
    Gathering(long now) {
        lastBegun = now;
    }

    /**
     * How long to wait after a transaction.
     *
     * @param events that it held
     * @param begun when they were read from the log
     * @param ended when it was committed
     */
    Duration pause(int events, long begun, long ended) {
        meanNanos += (ended - begun - meanNanos) / SMOOTHING;
        // By the rate at which these came, whether they came by themselves or were let come.
        var cameMeanwhile = events * meanNanos / (begun - lastBegun);
        lastBegun = begun;
        return cameMeanwhile < MUCH
                ? Duration.ZERO
                : Duration.ofNanos(Math.min((long) (meanNanos * FACTOR), MAX.toNanos()));
    }
}
