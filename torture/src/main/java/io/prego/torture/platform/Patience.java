package io.prego.torture.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for something that has to come, and fails when it does not. */
public final class Patience {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_MS = 50;

    private Patience() {}

    /** What is waited for; it may fail while it is not there. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** @param possible false gives up at once */
    static void await(String what, Condition condition, BooleanSupplier possible)
            throws IOException, InterruptedException {
        if (!await(LIMIT, () -> condition.holds() || !possible.getAsBoolean()) || !condition.holds()) {
            throw new IllegalStateException(
                    possible.getAsBoolean() ? "%s is not there after %s".formatted(what, LIMIT) : what + " has died");
        }
    }

    /** Whether it came to hold in time. */
    public static boolean await(Duration limit, Condition condition) throws IOException, InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        return true;
    }
}
