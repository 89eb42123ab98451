package io.prego.stream.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.CloudEvent;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.codec.EventCodec;
import io.prego.event.codec.UndecodableEvent;
import io.prego.stream.parking.Step;
import io.prego.stream.running.TextHeaders;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds each event into the state that it concerns, keeps the new version and sends it on. An event of a type that only
 * later code knows is counted and passes, and so does one that the state has already: events are read again when the
 * group's offsets were lost and the store was not. One thread per instance.
 */
final class FoldStep<E extends DomainEvent, S extends java.lang.Record> implements Step {

    private final StateFold<E, S> fold;
    private final String storeName;
    private final List<String> sinks;
    private final EventCodec events;
    private final Counter unknown;
    private final Counter repeated;
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> store;

    /** @param sinks the nodes that each get every version */
    FoldStep(StateFold<E, S> fold, String storeName, List<String> sinks, EventCodec events, MeterRegistry meters) {
        this.fold = fold;
        this.storeName = storeName;
        this.sinks = sinks;
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
    public Effect judge(Record<String, byte[]> record) {
        var name = TextHeaders.find(record.headers(), CloudEvent.TYPE);
        if (name == null || record.value() == null) {
            throw new UndecodableEvent("the record has no event type or no value");
        }
        var type = EventCatalogue.find(name);
        if (type == null) {
            return unknown::increment;
        }
        return fold.family().isAssignableFrom(type.event()) ? folded(record) : Effect.NONE;
    }

    private Effect folded(Record<String, byte[]> record) {
        var envelope = CloudEvent.read(TextHeaders.toMap(record.headers()), record.value());
        var event = fold.family().cast(Objects.requireNonNull(events.decode(envelope)));
        var states = Objects.requireNonNull(store);
        var id = fold.stateId().apply(event);
        var kept = states.get(id);
        var before = kept == null ? null : fold.decode(kept);
        if (before != null && envelope.position() <= fold.position().applyAsLong(before)) {
            return repeated::increment;
        }
        var state = fold.evolution().evolve(before, event, envelope);
        var framed = fold.encode(state);
        var headers = VersionHeaders.of(envelope, fold.tenantId().apply(state));
        var version = new Record<>(id, framed, record.timestamp(), headers);
        return () -> {
            states.put(id, framed);
            sinks.forEach(sink -> Objects.requireNonNull(context).forward(version, sink));
        };
    }
}
