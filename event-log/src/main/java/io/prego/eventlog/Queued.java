package io.prego.eventlog;

import java.util.concurrent.CompletableFuture;

/** An append that waits for its group, is on its way, or has its outcome. */
public sealed interface Queued permits Pending {

    /** Completes within the time that the settings allow. */
    CompletableFuture<AppendOutcome> outcome();
}
