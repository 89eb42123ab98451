package io.prego.command.handling;

import io.prego.eventlog.Queued;
import io.prego.kernel.Tag;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What will be so once an append that is on its way is in the log: the next command on the same boundary may be decided on it
 * without waiting, and holds if that append does.
 *
 * @param of who decides on such states
 * @param known what is known once the append is in the log and its caller has heard of it; may never complete
 */
record Ahead<S>(KnownStates<S> of, List<Tag> boundary, S state, Queued append, CompletableFuture<Known<S>> known) {

    boolean isOver() {
        return append.outcome().isDone();
    }

    /** Waits until it is known whether it came so. */
    void await() {
        try {
            append.outcome().join();
        } catch (CompletionException | CancellationException _) {
            // Its own caller is told; whoever waits sources what there is.
        }
    }
}
