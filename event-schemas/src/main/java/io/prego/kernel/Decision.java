package io.prego.kernel;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;

/**
 * A decider's answer: the facts to append and, when the caller asked for something that is not allowed, why.
 *
 * @param <E> the facts
 * @param <R> the reasons for a refusal
 */
@CheckReturnValue
public sealed interface Decision<E, R> {

    /** The facts to append, in order; empty when all is as asked for already. */
    List<E> events();

    /** The rules allow it. No facts means that nothing had to change. */
    record Accepted<E, R>(List<E> events) implements Decision<E, R> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** The rules forbid it; the facts, if any, record the refusal itself. */
    record Refused<E, R>(R reason, List<E> events) implements Decision<E, R> {
        public Refused {
            events = List.copyOf(events);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only copied.
    static <E, R> Decision<E, R> accept(E... events) {
        return new Accepted<>(List.of(events));
    }

    static <E, R> Decision<E, R> accept(List<E> events) {
        return new Accepted<>(events);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only copied.
    static <E, R> Decision<E, R> refuse(R reason, E... events) {
        return new Refused<>(reason, List.of(events));
    }
}
