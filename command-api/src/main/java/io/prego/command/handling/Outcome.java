package io.prego.command.handling;

import io.prego.event.DomainEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command.
 *
 * @param <R> the reasons for a refusal
 */
public sealed interface Outcome<R> {

    /**
     * It holds.
     *
     * @param facts what was appended, now or when the same request was first made; empty when nothing had to change
     * @param position of the last of the facts, or the last event that the answer rests on; 0 when there is none
     * @param streamVersion of the command's target after it; of the first fact's stream when the command made its target
     * @param traceId under which the facts were recorded
     * @param replayed whether the same request has been answered before
     */
    record Done<R>(
            List<DomainEvent> facts,
            long position,
            long streamVersion,
            @Nullable String traceId,
            boolean replayed) implements Outcome<R> {
        public Done {
            facts = List.copyOf(facts);
        }
    }

    /**
     * A rule said no.
     *
     * @param position of the fact that records the refusal, or of what it rests on; 0 when there is neither
     * @param replayed whether the same request has been refused, and the refusal recorded, before
     */
    record Refused<R>(R reason, long position, boolean replayed) implements Outcome<R> {}

    /** The idempotency key stands for another request. */
    record KeyReused<R>() implements Outcome<R> {}

    /**
     * The target has another version than the caller saw.
     *
     * @param streamVersion 0 when it does not exist
     * @param position of its last event; 0 when there is none
     */
    record VersionMismatch<R>(long streamVersion, long position) implements Outcome<R> {}

    /** Others appended first, again and again. */
    record Contended<R>() implements Outcome<R> {}
}
