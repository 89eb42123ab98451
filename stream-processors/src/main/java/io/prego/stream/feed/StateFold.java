package io.prego.stream.feed;

import io.prego.event.DomainEvent;
import io.prego.event.RecordedEvent;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.kernel.TenantId;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A state, how it follows from the events of one family, and how it stands in Kafka.
 *
 * @param family the sealed family; events of others are none of its business
 * @param stateId the record key of the feed, and that of the store
 * @param position the event that made a version of the state
 */
public record StateFold<E extends DomainEvent, S extends Record>(
        Class<E> family,
        Function<E, String> stateId,
        Function<S, TenantId> tenantId,
        ToLongFunction<S> position,
        Evolution<E, S> evolution,
        RecordCodec<S> codec) {

    /** A pure fold; throws when the event cannot follow the state. */
    @FunctionalInterface
    public interface Evolution<E, S> {
        S evolve(@Nullable S state, E event, RecordedEvent envelope);
    }

    byte[] encode(S state) {
        return Wire.frame(codec.schemaId(), codec.encode(state));
    }

    /** A version that an older schema wrote reads as well: its id stands in the frame. */
    S decode(byte[] framed) {
        return codec.decode(Wire.schemaId(framed), Wire.payload(framed));
    }
}
