package io.prego.stream.running;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Writes a failure that repeats itself at most twice a minute, and how often it came meanwhile. Thread-safe. */
public final class FailureLog {

    private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

    private final Logger logger;
    private @Nullable String last;
    private long lastNanos;
    private int unsaid;

    public FailureLog(Logger logger) {
        this.logger = logger;
    }

    /** @param what the sentence before the cause */
    public synchronized void warn(String what, Throwable failure) {
        var why = Standing.describe(failure);
        var now = System.nanoTime();
        if (why.equals(last) && now - lastNanos < QUIET_NANOS) {
            unsaid++;
            return;
        }
        logger.warn("{}: {} ({} more like it before)", what, why, unsaid);
        last = why;
        lastNanos = now;
        unsaid = 0;
    }
}
