package io.prego.benchmark.pekko;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Hands each command to the actor of its counter, which is started when first asked for and kept. */
final class Counters {

    private Counters() {}

    static Behavior<CounterCommand> behavior() {
        return Behaviors.setup(context -> {
            Map<String, ActorRef<CounterCommand>> started = new HashMap<>();
            return Behaviors.receiveMessage(command -> {
                started.computeIfAbsent(command.id(), id -> context.spawn(Counter.of(id), id))
                        .tell(command);
                return Behaviors.same();
            });
        });
    }
}
