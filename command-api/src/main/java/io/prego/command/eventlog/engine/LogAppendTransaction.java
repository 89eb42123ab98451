package io.prego.command.eventlog.engine;

import static org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException.conflictingEventsDetected;

import io.prego.command.eventlog.Append;
import io.prego.command.eventlog.AppendOutcome;
import io.prego.command.eventlog.AppendOutcome.Appended;
import io.prego.command.eventlog.AppendOutcome.Conflict;
import io.prego.command.eventlog.EventLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** Holds an append back until Axon commits: nothing reaches the log before, so there is nothing to undo. */
final class LogAppendTransaction implements AppendTransaction<Appended> {

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
        return log.append(append).thenApply(outcome -> appended(outcome, context));
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
