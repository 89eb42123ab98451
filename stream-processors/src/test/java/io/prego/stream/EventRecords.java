package io.prego.stream;

import io.prego.event.CloudEvent;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import io.prego.kernel.Tag;
import io.prego.stream.running.TextHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records that the relay would publish, with positions 1, 2, 3 … and gapless stream versions. Thread-safe. */
public final class EventRecords {

    public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private static final EventCodec CODEC = new EventCodec(Schemas.committed());

    private final AtomicLong position = new AtomicLong();
    private final Map<String, Long> versions = new HashMap<>();

    public synchronized ProducerRecord<String, byte[]> record(DomainEvent fact) {
        var event = recorded(fact);
        return new ProducerRecord<>(
                EventCatalogue.topic(event),
                null,
                event.recordedAt().toEpochMilli(),
                EventCatalogue.recordKey(event),
                CloudEvent.value(event),
                TextHeaders.of(CloudEvent.headers(event)));
    }

    private RecordedEvent recorded(DomainEvent fact) {
        var type = EventCatalogue.of(fact);
        var encoded = CODEC.encode(fact);
        var at = position.incrementAndGet();
        var stream = type.streamId(fact);
        return new RecordedEvent(
                at,
                new UUID(0x7000, at),
                type.name(),
                encoded.schemaId(),
                type.stream().name(),
                stream,
                versions.merge(stream, 1L, Long::sum),
                fact.tags().stream().map(Tag::toString).toList(),
                NOON,
                NOON.plusMillis(at),
                "system:test",
                null,
                "trace_1",
                null,
                null,
                null,
                encoded.payload());
    }
}
