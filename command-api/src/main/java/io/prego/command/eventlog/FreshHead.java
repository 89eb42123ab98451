package io.prego.command.eventlog;

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
        long deadline = System.nanoTime() + waitNanosMax;
        // A look that has begun already may have missed what was committed just before this call.
        long needed = enter();
        while (!lead(needed, deadline)) {
            look();
            if (done(needed)) {
                return;
            }
        }
    }

    private synchronized long enter() {
        return looksBegun + 1;
    }

    private synchronized boolean done(long needed) {
        return lookDone >= needed;
    }

    /** True when the look that is needed is done; false when the caller has to do one. */
    private synchronized boolean lead(long needed, long deadline) throws InterruptedException {
        while (lookDone < needed && looking) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new EventLogUnavailable("the event log's head could not be read in time", null);
            }
            wait(left / 1_000_000 + 1);
        }
        if (lookDone >= needed) {
            return true;
        }
        looking = true;
        looksBegun++;
        return false;
    }

    private void look() throws InterruptedException {
        boolean learnt = false;
        try {
            var answer = reader.missed(recollection.head());
            recollection.awaitOwnAppend(answer.headBefore());
            recollection.learn(answer, List.of());
            learnt = true;
        } finally {
            end(learnt);
        }
    }

    private synchronized void end(boolean learnt) {
        looking = false;
        if (learnt) {
            lookDone = looksBegun;
        }
        notifyAll();
    }
}
