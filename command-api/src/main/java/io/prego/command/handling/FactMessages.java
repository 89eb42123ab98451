package io.prego.command.handling;

import com.github.f4b6a3.uuid.UuidCreator;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.eventlog.engine.EnvelopeMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/** Facts as Axon carries them to the log: with who asked for them, and when. */
final class FactMessages {

    private FactMessages() {}

    static List<EventMessage> of(List<DomainEvent> facts, Asked<?> asked) {
        var messages = new ArrayList<EventMessage>();
        for (var fact : facts) {
            messages.add(new GenericEventMessage(
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    new MessageType(EventCatalogue.of(fact).name()),
                    fact,
                    metadata(fact, asked.asker(), messages.isEmpty()),
                    asked.at()));
        }
        return messages;
    }

    /** The idempotency key stands on the first event alone: that is where a repeat finds the append again. */
    private static Map<String, String> metadata(DomainEvent fact, Asker asker, boolean first) {
        var metadata = new HashMap<String, String>();
        metadata.put(EnvelopeMetadata.ACTOR, asker.actor());
        put(metadata, EnvelopeMetadata.TRACE_ID, asker.traceId());
        put(metadata, EnvelopeMetadata.CAUSATION_ID, asker.causationId());
        fact.tags().stream()
                .filter(tag -> tag.key().equals("tenant"))
                .forEach(tag -> metadata.put(EnvelopeMetadata.TENANT_ID, tag.value()));
        var key = asker.idempotency();
        if (first && key != null) {
            metadata.put(EnvelopeMetadata.KEY_TAG, key.keyTag());
            metadata.put(EnvelopeMetadata.REQUEST_MAC, HexFormat.of().formatHex(key.requestMac()));
        }
        return metadata;
    }

    private static void put(Map<String, String> metadata, String key, @Nullable String value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }
}
