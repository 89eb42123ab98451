package io.prego.command.handling;

import java.util.Objects;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;

/** Handles one capability's commands on Axon's bus. */
final class DecidingHandler<C, S, R> implements CommandHandler {

    private static final MessageType RESULT = new MessageType("io.prego.handled");

    private final EventStore store;
    private final Decider<C, S, R> decider;
    private final KnownStates<S> states = new KnownStates<>();

    DecidingHandler(EventStore store, Decider<C, S, R> decider) {
        this.store = store;
        this.decider = decider;
    }

    @Override
    @SuppressWarnings("unchecked") // The bus hands over only what Commands of the same decider put there.
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        var asked = (Asked<C>) Objects.requireNonNull(message.payload());
        var handling = new Handling<>(decider, states, asked, store.transaction(context), context);
        return MessageStream.fromFuture(
                handling.run().thenApply(result -> new GenericCommandResultMessage(RESULT, result)));
    }
}
