package io.prego.eventlog.engine;

import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.codec.EventCodec;
import io.prego.eventlog.NewEvent;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/** Turns Axon's event messages into events of the log and back. The payload of a message is a {@link DomainEvent}. */
final class EventMessages {

    private final EventCodec codec;

    EventMessages(EventCodec codec) {
        this.codec = codec;
    }

    /**
     * The event that a message stands for; its id is the message's identifier, {@code occurred_at} its timestamp.
     *
     * @throws IllegalArgumentException when the payload is no fact, the identifier no UUID, or the actor is not given
     */
    NewEvent toEvent(TaggedEventMessage<?> tagged) {
        var message = tagged.event();
        if (!(message.payload() instanceof DomainEvent fact)) {
            throw new IllegalArgumentException("not a fact of the catalogue: " + message.payloadType());
        }
        var metadata = message.metadata();
        var actor = metadata.get(EnvelopeMetadata.ACTOR);
        if (actor == null) {
            throw new IllegalArgumentException("the metadata of an event names no " + EnvelopeMetadata.ACTOR);
        }
        var type = EventCatalogue.of(fact);
        var encoded = codec.encode(fact);
        return new NewEvent(
                UUID.fromString(message.identifier()),
                type.name(),
                encoded.schemaId(),
                type.stream().name(),
                type.streamId(fact),
                List.copyOf(tags(fact, tagged)),
                message.timestamp(),
                actor,
                metadata.get(EnvelopeMetadata.TENANT_ID),
                metadata.get(EnvelopeMetadata.TRACE_ID),
                metadata.get(EnvelopeMetadata.CORRELATION_ID),
                metadata.get(EnvelopeMetadata.CAUSATION_ID),
                metadata.get(EnvelopeMetadata.SOURCE),
                bytes(metadata.get(EnvelopeMetadata.REQUEST_MAC)),
                encoded.payload());
    }

    // The fact's own order first, so that what is stored does not depend on the order of a hash set.
    private static SequencedSet<String> tags(DomainEvent fact, TaggedEventMessage<?> tagged) {
        var given = new LinkedHashSet<String>();
        tagged.tags().stream().map(Tags::text).sorted().forEach(given::add);
        var tags = new LinkedHashSet<String>();
        fact.tags().stream().map(Object::toString).filter(given::contains).forEach(tags::add);
        tags.addAll(given);
        var key = tagged.event().metadata().get(EnvelopeMetadata.KEY_TAG);
        if (key != null) {
            tags.add(key);
        }
        return tags;
    }

    private static byte @Nullable [] bytes(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }

    /** The message of a recorded event; its payload is null when this version of the code does not know its type. */
    EventMessage toMessage(RecordedEvent event) {
        return new GenericEventMessage(
                event.eventId().toString(),
                new MessageType(event.type(), Integer.toString(event.schemaId())),
                codec.decode(event),
                metadata(event),
                event.occurredAt());
    }

    private static Map<String, String> metadata(RecordedEvent event) {
        var metadata = new HashMap<String, String>();
        metadata.put(EnvelopeMetadata.ACTOR, event.actor());
        put(metadata, EnvelopeMetadata.TENANT_ID, event.tenantId());
        put(metadata, EnvelopeMetadata.TRACE_ID, event.traceId());
        put(metadata, EnvelopeMetadata.CORRELATION_ID, event.correlationId());
        put(metadata, EnvelopeMetadata.CAUSATION_ID, event.causationId());
        put(metadata, EnvelopeMetadata.SOURCE, event.source());
        metadata.put(EnvelopeMetadata.POSITION, Long.toString(event.position()));
        metadata.put(EnvelopeMetadata.STREAM_VERSION, Long.toString(event.streamVersion()));
        return metadata;
    }

    private static void put(Map<String, String> metadata, String key, @Nullable String value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }
}
