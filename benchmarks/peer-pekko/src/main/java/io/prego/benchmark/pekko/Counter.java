package io.prego.benchmark.pekko;

import java.util.ArrayList;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * A counter as a persistent actor. It reads its journal when it starts and holds its state from then on; it takes one
 * command at a time. An event is the text {@code value:id:note}, which Pekko writes without any serializer of objects.
 */
final class Counter extends EventSourcedBehavior<CounterCommand, String, Long> {

    private static final long NOT_MADE = -1;

    private Counter(String id) {
        super(PersistenceId.ofUniqueId(id));
    }

    static Behavior<CounterCommand> of(String id) {
        return new Counter(id);
    }

    @Override
    public Long emptyState() {
        return NOT_MADE;
    }

    @Override
    public CommandHandler<CounterCommand, String, Long> commandHandler() {
        return newCommandHandlerBuilder().forAnyState().onAnyCommand((value, command) -> {
            var events = new ArrayList<String>();
            for (var note : command.notes()) {
                events.add((value + events.size() + 1) + ":" + command.id() + ":" + note);
            }
            return Effect().persist(events).thenReply(command.answerTo(), after -> after);
        });
    }

    @Override
    public EventHandler<Long, String> eventHandler() {
        return (value, event) -> value(event);
    }

    static long value(String event) {
        return Long.parseLong(event.substring(0, event.indexOf(':')));
    }
}
