package io.prego.command.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.DomainEvent;
import io.prego.kernel.Decision;
import java.time.Instant;
import java.util.List;

/** {@code given(facts).when(command).then(facts)}: a decider's rules as prose. All facts happened at one instant. */
public final class DeciderSpec<C, S, R> {

    private final Decider<C, S, R> decider;
    private final Instant at;
    private List<DomainEvent> history = List.of();

    public DeciderSpec(Decider<C, S, R> decider, Instant at) {
        this.decider = decider;
        this.at = at;
    }

    public DeciderSpec<C, S, R> given(DomainEvent... facts) {
        history = List.of(facts);
        return this;
    }

    public When when(C command) {
        return new When(decider.decide(command, fold(history)));
    }

    private S fold(List<DomainEvent> facts) {
        var state = decider.initial();
        for (var fact : facts) {
            state = decider.evolve(state, fact, at);
        }
        return state;
    }

    /** What came of it. */
    public final class When {

        private final Decision<DomainEvent, R> decision;

        private When(Decision<DomainEvent, R> decision) {
            this.decision = decision;
            assertThat(fold(join(history, decision.events())))
                    .as("what is decided can be folded")
                    .isNotNull();
        }

        public void then(DomainEvent... facts) {
            assertThat(decision).isEqualTo(Decision.accept(List.of(facts)));
        }

        public void thenNothing() {
            then();
        }

        public void thenRefused(R reason, DomainEvent... facts) {
            assertThat(decision).isEqualTo(new Decision.Refused<>(reason, List.of(facts)));
        }
    }

    private static List<DomainEvent> join(List<DomainEvent> first, List<DomainEvent> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
