package io.prego.benchmark.axon4;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.prego.benchmark.axon4.CounterCommands.Change;
import io.prego.benchmark.axon4.CounterCommands.Create;
import io.prego.benchmark.axon4.CounterEvents.Changed;
import io.prego.benchmark.axon4.CounterEvents.Created;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** An event-sourced aggregate in the framework's own style. */
final class Counter {

    @AggregateIdentifier
    private @Nullable String id;

    private long value;

    Counter() {}

    @CommandHandler
    Counter(Create create) {
        apply(new Created(create.id(), create.note()));
    }

    @CommandHandler
    void change(Change change) {
        for (var note : change.notes()) {
            apply(new Changed(Objects.requireNonNull(id), value + 1, note));
        }
    }

    @EventSourcingHandler
    void on(Created created) {
        id = created.id();
    }

    @EventSourcingHandler
    void on(Changed changed) {
        value = changed.value();
    }
}
