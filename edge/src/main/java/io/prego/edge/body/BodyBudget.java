package io.prego.edge.body;

import io.prego.edge.problem.EdgeProblems;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** The bytes that the bodies of all requests in flight may hold together; a request beyond it is refused. Thread-safe. */
public final class BodyBudget {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore bytes;

    public BodyBudget(int bytesMax) {
        this.bytes = new Semaphore(bytesMax);
    }

    /** Takes the bytes, or throws 503 {@code overloaded} where they are not there; what was taken has to be given back. */
    void take(int count) {
        if (!bytes.tryAcquire(count)) {
            throw EdgeProblems.OVERLOADED
                    .because("The bodies of other requests take all room; nothing was done.")
                    .retryAfter(RETRY_AFTER)
                    .toException();
        }
    }

    void giveBack(int count) {
        bytes.release(count);
    }
}
