package io.prego.command.handling;

import io.prego.command.handling.Handled.Decided;
import io.prego.command.handling.Handled.KeyUsed;
import io.prego.command.handling.Handled.OtherVersion;
import io.prego.command.handling.Handled.Outrun;
import io.prego.command.handling.Handled.Unproved;
import io.prego.event.DomainEvent;
import io.prego.kernel.Decision.Accepted;
import io.prego.kernel.Decision.Refused;
import io.prego.sealing.SubjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;

/**
 * The way in for one capability's commands. Commands with the same first tag are decided one after the other on this
 * node, but for repeats of what this node has done or is about to do. One that was outrun, by another node or with what it
 * took for granted, is decided again, {@value #TRIES_MAX} times at most. Thread-safe.
 *
 * @param <C> the commands
 * @param <R> the reasons for a refusal
 */
public final class Commands<C, R> {

    static final int TRIES_MAX = 20;
    private static final int GUESSES_MAX = 2;

    private final CommandHandling shared;
    private final Decider<C, ?, R> decider;
    private final MessageType type;
    private final KeysUnderWay keysUnderWay = new KeysUnderWay();

    /** Subscribes the decider to the bus under its class name. */
    <S> Commands(CommandHandling shared, Decider<C, S, R> decider) {
        this.shared = shared;
        this.decider = decider;
        this.type = new MessageType(new QualifiedName(decider.getClass()));
        var _ = shared.bus().subscribe(type.qualifiedName(), new DecidingHandler<>(shared.store(), decider));
    }

    public Outcome<R> handle(C command, Asker asker) {
        return handle(command, asker, List.of());
    }

    /**
     * Returns after the commit. Throws {@link io.prego.eventlog.EventLogUnavailable} when the log is out of
     * reach: then it is unknown whether the command holds, and the same idempotency key finds out.
     */
    public Outcome<R> handle(C command, Asker asker, List<SubjectKey> newSubjectKeys) {
        var at = shared.clock().instant();
        var key = asker.idempotency();
        var handled = key == null
                ? inLine(command, asker, newSubjectKeys, at)
                : keysUnderWay.act(key.keyTag(), () -> inLine(command, asker, newSubjectKeys, at));
        return outcome(command, asker, handled);
    }

    private Handled<R> inLine(C command, Asker asker, List<SubjectKey> newSubjectKeys, Instant at) {
        var line = decider.boundary(command).getFirst().toString();
        try {
            Handled<R> handled = new Outrun<>();
            for (var tries = 0; tries < TRIES_MAX && handled instanceof Outrun; tries++) {
                // By being outrun once it has learnt what had come, so that the line goes on as fast as before.
                var guess = tries < GUESSES_MAX;
                handled = isKnownRepeat(asker)
                        ? new KeyUsed<>()
                        : shared.queue()
                                .inOrder(
                                        line,
                                        turn -> decide(new Asked<>(command, asker, newSubjectKeys, guess, at, turn)));
            }
            return handled;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isKnownRepeat(Asker asker) {
        var key = asker.idempotency();
        return key != null && shared.log().isKnownToHold(key.keyTag());
    }

    /** On what this node takes to be so and, where that proves nothing, on what the log says. */
    private Handled<R> decide(Asked<C> asked) {
        if (isKnownRepeat(asked.asker())) {
            // It was answered while this one stood in line.
            return new KeyUsed<>();
        }
        var handled = dispatch(asked);
        return handled instanceof Unproved ? dispatch(asked.withoutGuess()) : handled;
    }

    @SuppressWarnings("unchecked") // The handler of this very decider answers.
    private Handled<R> dispatch(Asked<C> asked) {
        try {
            var result = shared.bus()
                    .dispatch(new GenericCommandMessage(type, asked), null)
                    .join();
            return (Handled<R>) Objects.requireNonNull(result.payload());
        } catch (CompletionException e) {
            if (e.getCause() instanceof AppendEventsTransactionRejectedException) {
                return new Outrun<>();
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private Outcome<R> outcome(C command, Asker asker, Handled<R> handled) {
        return switch (handled) {
            case Outrun<R> _ -> new Outcome.Contended<>();
            case KeyUsed<R> _ -> replay(command, asker);
            case Unproved<R> _ -> throw new IllegalStateException("a decision on the log itself is not a guess");
            case OtherVersion<R> other -> new Outcome.VersionMismatch<>(other.streamVersion(), other.position());
            case Decided<R> decided -> fresh(command, asker, decided);
        };
    }

    private Outcome<R> fresh(C command, Asker asker, Decided<R> decided) {
        var appended = decided.receipt().appended();
        var position = appended == null ? decided.restsOn() : appended.last();
        return switch (decided.decision()) {
            case Refused<DomainEvent, R> refused -> new Outcome.Refused<>(refused.reason(), position, false);
            case Accepted<DomainEvent, R> accepted ->
                new Outcome.Done<>(
                        accepted.events(),
                        position,
                        TargetVersion.of(decider.target(command), accepted.events(), decided),
                        asker.traceId(),
                        false);
        };
    }

    /** The answer of the append that the key stands for, rebuilt from its events. */
    private Outcome<R> replay(C command, Asker asker) {
        var key = Objects.requireNonNull(asker.idempotency());
        var earlier = Objects.requireNonNull(shared.log().appendOf(key.keyTag()), "a tag without its append");
        var mac = earlier.requestMac();
        if (mac == null || !key.isSameRequest(mac)) {
            return new Outcome.KeyReused<>();
        }
        var facts = new ArrayList<DomainEvent>();
        for (var event : earlier.events()) {
            facts.add(Objects.requireNonNull(shared.codec().decode(event), event.type()));
        }
        var last = earlier.events().getLast();
        var refusal = decider.refusalRecordedBy(facts);
        return refusal == null
                ? new Outcome.Done<>(
                        facts,
                        last.position(),
                        TargetVersion.of(earlier.events(), decider.target(command)),
                        last.traceId(),
                        true)
                : new Outcome.Refused<>(refusal, last.position(), true);
    }
}
