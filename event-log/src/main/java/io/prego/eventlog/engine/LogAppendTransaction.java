package io.prego.eventlog.engine;

import static org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException.conflictingEventsDetected;

import io.prego.eventlog.Append;
import io.prego.eventlog.AppendOutcome;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.eventlog.AppendOutcome.Conflict;
import io.prego.eventlog.EventLog;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds an append back until Axon commits: nothing reaches the log before, so there is nothing to undo. */
final class LogAppendTransaction implements AppendTransaction<Appended> {

    private static final Logger LOG = LoggerFactory.getLogger(LogAppendTransaction.class);

    private final EventLog log;
    private final Append append;
    private final ConsistencyMarker marker;
    private final AtomicBoolean finished = new AtomicBoolean();

    LogAppendTransaction(EventLog log, Append append, ConsistencyMarker marker) {
        this.log = log;
        this.append = append;
        this.marker = marker;
    }

    @Override
    public CompletableFuture<Appended> commit(@Nullable ProcessingContext context) {
        if (finished.getAndSet(true)) {
            return CompletableFuture.failedFuture(new IllegalStateException("already committed or rolled back"));
        }
        var followed = context == null ? null : context.getResource(PostgresEventStorageEngine.FOLLOWED);
        var queued = log.queue(append, followed);
        var whenQueued = context == null ? null : context.getResource(PostgresEventStorageEngine.WHEN_QUEUED);
        if (whenQueued != null) {
            whenQueued.accept(queued);
        }
        var outcome = queued.outcome();
        await(outcome);
        return outcome.thenApply(it -> appended(it, context));
    }

    // What follows the commit runs on the committing thread, which costs less than to hand it over to another.
    private static void await(CompletableFuture<AppendOutcome> outcome) {
        try {
            outcome.join();
        } catch (CompletionException | CancellationException e) {
            LOG.debug("the commit fails", e);
        }
    }

    private Appended appended(AppendOutcome outcome, @Nullable ProcessingContext context) {
        return switch (outcome) {
            case Conflict _ -> throw conflictingEventsDetected(marker);
            case Appended appended -> {
                if (context != null) {
                    context.putResource(PostgresEventStorageEngine.APPENDED, appended);
                }
                yield appended;
            }
        };
    }

    @Override
    public void rollback(@Nullable ProcessingContext context) {
        finished.set(true);
    }

    @Override
    public CompletableFuture<ConsistencyMarker> afterCommit(Appended appended, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalIndexConsistencyMarker(appended.last()));
    }
}
