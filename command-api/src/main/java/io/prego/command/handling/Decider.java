package io.prego.command.handling;

import io.prego.event.DomainEvent;
import io.prego.kernel.Decision;
import io.prego.kernel.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one capability as pure functions. Laws: {@link #decide} depends on its arguments alone, and
 * {@link #evolve} accepts whatever {@link #decide} emits; where they do not hold, a conflict that is decided again
 * gives another answer, or history cannot be read.
 *
 * @param <C> the commands
 * @param <S> the state that the next decision needs
 * @param <R> the reasons for a refusal
 */
public interface Decider<C, S, R> {

    /**
     * What a decision rests on: every event that carries any of these tags is loaded, and the decision stands only if
     * no other such event has come meanwhile. Commands with the same first tag are handled one after the other.
     */
    List<Tag> boundary(C command);

    /** The stream whose version the answer names, within the {@link #boundary}; null when the command makes it. */
    @Nullable
    StreamKey target(C command);

    S initial();

    /** The state after one more fact. A fact that cannot follow is a corrupt history: it throws. */
    S evolve(S state, DomainEvent fact, Instant occurredAt);

    Decision<DomainEvent, R> decide(C command, S state);

    /** The refusal that these facts, appended as one, record; null when they record that the command was accepted. */
    default @Nullable R refusalRecordedBy(List<DomainEvent> facts) {
        return null;
    }
}
