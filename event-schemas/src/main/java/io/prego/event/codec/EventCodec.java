package io.prego.event.codec;

import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.schema.Schemas;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts to payloads and back, for every type in the catalogue. Thread-safe. */
public final class EventCodec {

    private final Map<Class<?>, RecordCodec<?>> codecs = new HashMap<>();

    /** Builds the codec of every event type; throws when one has no schema or does not match it. */
    public EventCodec(Schemas schemas) {
        for (var type : EventCatalogue.TYPES) {
            codecs.put(type.event(), codec(type.event(), schemas));
        }
    }

    /** The full name of a fact's schema: {@code io.prego.tenant.TenantActivated}. */
    public static String subject(Class<? extends DomainEvent> fact) {
        var name = fact.getPackageName();
        return "io.prego." + name.substring(name.lastIndexOf('.') + 1) + "." + fact.getSimpleName();
    }

    public EncodedEvent encode(DomainEvent fact) {
        return encode(codec(fact.getClass()), fact);
    }

    /**
     * The fact of a recorded event, or null when this version of the code does not know its type.
     * {@link UndecodableEvent} when it knows the type and cannot read the payload.
     */
    public @Nullable DomainEvent decode(RecordedEvent event) {
        return decode(event.type(), event.schemaId(), event.payload());
    }

    /** As {@link #decode(RecordedEvent)}. */
    public @Nullable DomainEvent decode(String type, int schemaId, byte[] payload) {
        var known = EventCatalogue.find(type);
        return known == null ? null : (DomainEvent) codec(known.event()).decode(schemaId, payload);
    }

    private RecordCodec<?> codec(Class<?> fact) {
        var codec = codecs.get(fact);
        if (codec == null) {
            throw new IllegalStateException(fact + " is not in the catalogue");
        }
        return codec;
    }

    @SuppressWarnings("unchecked") // Each codec is kept under the class that it was made for.
    private static <T extends Record> EncodedEvent encode(RecordCodec<T> codec, Object fact) {
        return new EncodedEvent(codec.schemaId(), codec.encode((T) fact));
    }

    @SuppressWarnings("unchecked") // Every fact is a record; RecordShape throws where one is not.
    private static RecordCodec<?> codec(Class<? extends DomainEvent> fact, Schemas schemas) {
        return new RecordCodec<>((Class<? extends Record>) (Class<?>) fact, subject(fact), schemas);
    }
}
