package io.prego.command.handling;

import io.prego.event.codec.EventCodec;
import io.prego.eventlog.CommandQueue;
import io.prego.eventlog.EventLog;
import java.time.InstantSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.CommandBus;

/** What all commands of a node share; each capability makes its {@link Commands} of it. */
public record CommandHandling(
        CommandBus bus, EventStore store, EventLog log, EventCodec codec, CommandQueue queue, InstantSource clock) {

    /** The commands that this decider decides about. */
    public <C, S, R> Commands<C, R> by(Decider<C, S, R> decider) {
        return new Commands<>(this, decider);
    }
}
