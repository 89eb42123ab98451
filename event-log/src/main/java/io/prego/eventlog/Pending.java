package io.prego.eventlog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One append between its caller and its outcome. Only the appender's thread changes it. */
final class Pending implements Queued {

    final Append append;
    final int size;
    final CompletableFuture<AppendOutcome> outcome = new CompletableFuture<>();
    private final long deadlineNanos;
    private final Executor callers;

    /** What it follows, until the appender learns what has become of that; null for none. */
    @Nullable
    Pending followed;

    /** 1-based, in the group that it was last in; 0 before. */
    int place;

    private boolean followsNothing;
    private long from;
    private @Nullable AppendOutcome settled;
    private volatile boolean over;

    /** It was sent, and the connection broke before the answer: it may be in the log. */
    boolean inDoubt;

    /** The group that it was in failed by an event id that is in the log: it goes again with its own looked up. */
    boolean suspect;

    /** The database refused the group that it was in: it goes by itself, so that the culprit fails alone. */
    boolean alone;

    Pending(Append append, @Nullable Pending followed, long deadlineNanos, Executor callers) {
        this.append = append;
        this.followed = followed;
        this.size = append.size();
        this.deadlineNanos = deadlineNanos;
        this.callers = callers;
    }

    @Override
    public CompletableFuture<AppendOutcome> outcome() {
        return outcome;
    }

    /** Learns what has become of that which it follows. */
    void catchUp() {
        var before = followed;
        if (before == null) {
            return;
        }
        if (before.settled instanceof AppendOutcome.Appended appended) {
            from = appended.last();
            followed = null;
        } else if (before.isOver()) {
            followsNothing = true;
            followed = null;
        } else {
            from = before.restsOn();
        }
    }

    /** What it took for granted was not appended, as far as anybody knows. */
    boolean followsNothing() {
        return followsNothing;
    }

    /** Whether it follows that one, or one that does. */
    boolean followsInTurn(@Nullable Pending other) {
        for (var before = followed; before != null; before = before.followed) {
            if (before == other) {
                return true;
            }
        }
        return false;
    }

    private long restsOn() {
        return append.conditions().stream()
                .filter(Append.Unless::butForFollowed)
                .mapToLong(this::after)
                .min()
                .orElse(0);
    }

    /** From where on the condition holds. */
    long after(Append.Unless unless) {
        return unless.butForFollowed() ? Math.max(unless.after(), from) : unless.after();
    }

    /** Whether its events may be in the log already. */
    boolean mayBeThere() {
        return inDoubt || suspect;
    }

    /** Whether it has its outcome, of which its caller may not have heard yet. */
    boolean isOver() {
        return over || outcome.isDone();
    }

    boolean expiredAt(long nanos) {
        return nanos - deadlineNanos >= 0;
    }

    // What callers chained to their futures runs on their threads: it must not hold up the appender, or wait for it.
    void complete(AppendOutcome result) {
        settled = result;
        over = true;
        followed = null;
        outcome.completeAsync(() -> result, callers);
    }

    void fail(RuntimeException failure) {
        over = true;
        callers.execute(() -> outcome.completeExceptionally(failure));
    }
}
