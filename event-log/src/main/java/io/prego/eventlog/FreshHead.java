package io.prego.eventlog;

import java.time.Duration;
import java.util.List;

/**
 * Brings the recollection up to date with the log: one look for all who ask at the same time. Thanks to it what is
 * sourced from memory is as fresh as a query: an event that was committed anywhere before the question is in the answer.
 */
final class FreshHead {

    private final LogReader reader;
    private final Recollection recollection;
    private final long waitNanosMax;
    private long looksBegun;
    private long lookDone;
    private long looksFailed;
    private boolean looking;

    FreshHead(LogReader reader, Recollection recollection, Duration answerWithin) {
        this.reader = reader;
        this.recollection = recollection;
        this.waitNanosMax = answerWithin.toNanos();
    }

    /**
     * Returns when the recollection's head is at least what the log's was at the call.
     *
     * @throws EventLogUnavailable when the log does not answer in time
     */
    void await() throws InterruptedException {
        if (leads()) {
            look();
        }
    }

    /** True when the caller has to look itself; false when another has looked since the call. */
    private synchronized boolean leads() throws InterruptedException {
        long deadline = System.nanoTime() + waitNanosMax;
        long failed = looksFailed;
        // A look that has begun already may have missed what was committed just before this call.
        long needed = looksBegun + 1;
        while (looking && lookDone < needed) {
            long left = deadline - System.nanoTime();
            if (left > 0) {
                wait(left / 1_000_000 + 1);
            }
            // A look that failed since the call fails all who waited, or each would wait for a failure of its own.
            if (left <= 0 || looksFailed > failed) {
                throw new EventLogUnavailable("the head of the event log cannot be read", null);
            }
        }
        if (lookDone >= needed) {
            return false;
        }
        looking = true;
        looksBegun++;
        return true;
    }

    private void look() throws InterruptedException {
        boolean learnt = false;
        try {
            var answer = reader.missed(recollection.head());
            recollection.awaitOwnAppend(answer.headBefore());
            recollection.learn(answer, List.of(), List.of());
            learnt = true;
        } finally {
            end(learnt);
        }
    }

    private synchronized void end(boolean learnt) {
        looking = false;
        if (learnt) {
            lookDone = looksBegun;
        } else {
            looksFailed++;
        }
        notifyAll();
    }
}
