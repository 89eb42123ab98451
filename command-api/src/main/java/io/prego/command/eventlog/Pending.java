package io.prego.command.eventlog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One append between its caller and its outcome. Only the appender's thread changes it. */
final class Pending {

    final Append append;
    final int size;
    final CompletableFuture<AppendOutcome> outcome = new CompletableFuture<>();
    private final long deadlineNanos;
    private final Executor callers;

    /** It was sent, and the connection broke before the answer: it may be in the log. */
    boolean inDoubt;

    /** The group that it was in failed by an event id that is in the log: it goes again with its own looked up. */
    boolean suspect;

    /** The database refused the group that it was in: it goes by itself, so that the culprit fails alone. */
    boolean alone;

    Pending(Append append, long deadlineNanos, Executor callers) {
        this.append = append;
        this.size = append.size();
        this.deadlineNanos = deadlineNanos;
        this.callers = callers;
    }

    /** Whether its events may be in the log already. */
    boolean mayBeThere() {
        return inDoubt || suspect;
    }

    boolean expiredAt(long nanos) {
        return nanos - deadlineNanos >= 0;
    }

    // What callers chained to their futures runs on their threads: it must not hold up the appender, or wait for it.
    void complete(AppendOutcome result) {
        outcome.completeAsync(() -> result, callers);
    }

    void fail(RuntimeException failure) {
        callers.execute(() -> outcome.completeExceptionally(failure));
    }
}
