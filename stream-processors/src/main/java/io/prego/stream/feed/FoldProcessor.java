package io.prego.stream.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.CloudEvent;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.codec.UndecodableEvent;
import io.prego.stream.running.TextHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds each event into the state that it concerns, keeps the new version and sends it on. An event that the state has
 * already is counted and passes: events are read again when the group's offsets were lost and the store was not. One
 * thread per instance.
 */
final class FoldProcessor<E extends DomainEvent, S extends java.lang.Record>
        implements Processor<String, byte[], String, byte[]> {

    private final StateFold<E, S> fold;
    private final String storeName;
    private final EventCodec events;
    private final Counter unknown;
    private final Counter repeated;
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> store;

    FoldProcessor(StateFold<E, S> fold, String storeName, EventCodec events, MeterRegistry meters) {
        this.fold = fold;
        this.storeName = storeName;
        this.events = events;
        unknown = meters.counter("prego.stream.events.unknown", "feed", storeName);
        repeated = meters.counter("prego.stream.events.repeated", "feed", storeName);
    }

    @Override
    public void init(ProcessorContext<String, byte[]> given) {
        context = given;
        store = given.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var name = TextHeaders.find(record.headers(), CloudEvent.TYPE);
        if (name == null || record.value() == null) {
            throw new UndecodableEvent("the record has no event type or no value");
        }
        var type = EventCatalogue.find(name);
        if (type == null) {
            unknown.increment();
        } else if (fold.family().isAssignableFrom(type.event())) {
            fold(record);
        }
    }

    private void fold(Record<String, byte[]> record) {
        var envelope = CloudEvent.read(TextHeaders.toMap(record.headers()), record.value());
        var event = fold.family().cast(Objects.requireNonNull(events.decode(envelope)));
        var states = Objects.requireNonNull(store);
        var id = fold.stateId().apply(event);
        var kept = states.get(id);
        var before = kept == null ? null : fold.decode(kept);
        if (before != null && envelope.position() <= fold.position().applyAsLong(before)) {
            repeated.increment();
            return;
        }
        var state = fold.evolution().evolve(before, event, envelope);
        var framed = fold.encode(state);
        states.put(id, framed);
        Objects.requireNonNull(context)
                .forward(new Record<>(id, framed, record.timestamp(), TextHeaders.of(headers(envelope, state))));
    }

    /** Which event made this version, for readers that do not decode it. */
    private Map<String, String> headers(RecordedEvent envelope, S state) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(CloudEvent.POSITION, Long.toString(envelope.position()));
        headers.put(CloudEvent.RECORDED, CloudEvent.INSTANT.format(envelope.recordedAt()));
        headers.put(CloudEvent.TYPE, envelope.type());
        headers.put(CloudEvent.TENANT, fold.tenantId().apply(state).value());
        headers.put("content-type", "application/avro");
        return headers;
    }
}
