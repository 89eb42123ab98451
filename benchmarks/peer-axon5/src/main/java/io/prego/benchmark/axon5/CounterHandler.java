package io.prego.benchmark.axon5;

import java.util.Objects;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Sources the counter by its tag, and appends in the same unit of work. */
final class CounterHandler implements CommandHandler {

    static final String TAG = "counter";

    private static final MessageType CHANGED = new MessageType(Changed.class);
    private static final MessageType RESULT = new MessageType("io.prego.benchmark.done");
    private static final long NOT_MADE = -1;

    private final EventStore store;
    private final Converter converter;

    CounterHandler(EventStore store, Converter converter) {
        this.store = store;
        this.converter = converter;
    }

    @Override
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        var command = (CounterCommand) Objects.requireNonNull(message.payload());
        var transaction = store.transaction(context);
        var condition = SourcingCondition.conditionFor(EventCriteria.havingTags(TAG, command.id()));
        var value = transaction
                .source(condition)
                .reduce(
                        NOT_MADE,
                        (_, entry) -> Objects.requireNonNull(entry.message().payloadAs(Changed.class, converter))
                                .value());
        var appended = value.thenApply(before -> append(command, before, transaction));
        return MessageStream.fromFuture(appended.thenApply(after -> new GenericCommandResultMessage(RESULT, after)));
    }

    private static long append(CounterCommand command, long before, EventStoreTransaction transaction) {
        var value = before;
        for (var note : command.notes()) {
            value++;
            transaction.appendEvent(new GenericEventMessage(CHANGED, new Changed(command.id(), value, note)));
        }
        return value;
    }
}
