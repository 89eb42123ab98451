package io.prego.edge.problem;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that the database is away: at once, and then every 10 s with the number of requests that met it. Thread-safe. */
final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final AtomicLong lastLine;
    private final AtomicLong met = new AtomicLong();

    Outages(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastLine = new AtomicLong(nanoTime.getAsLong() - BETWEEN_LINES.toNanos());
    }

    void met(Throwable thrown) {
        met.incrementAndGet();
        var now = nanoTime.getAsLong();
        var last = lastLine.get();
        if (now - last >= BETWEEN_LINES.toNanos() && lastLine.compareAndSet(last, now)) {
            LOG.warn(
                    "the database is out of reach, requests since the last such line: {}: {}",
                    met.getAndSet(0),
                    thrown.toString());
        }
    }
}
