package io.prego.stream.tenant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.CloudEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.codec.EventCodec;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.tenant.TenantEvent;
import io.prego.fold.tenant.HostnameFold;
import io.prego.stream.feed.VersionHeaders;
import io.prego.stream.parking.Step;
import io.prego.stream.running.TextHeaders;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends on what each event of a tenant says of host names, each version under its host name. One thread per instance. */
final class HostnameVersions implements Step {

    private final EventCodec events;
    private final String sink;
    private final Counter unknown;
    private @Nullable ProcessorContext<String, byte[]> context;

    /** @param sink the node that writes the versions */
    HostnameVersions(EventCodec events, String sink, MeterRegistry meters) {
        this.events = events;
        this.sink = sink;
        unknown = meters.counter("prego.stream.events.unknown", "feed", "hostname-map");
    }

    @Override
    public void init(ProcessorContext<String, byte[]> given) {
        context = given;
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
        return TenantEvent.class.isAssignableFrom(type.event()) ? spread(record) : Effect.NONE;
    }

    private Effect spread(Record<String, byte[]> record) {
        var envelope = CloudEvent.read(TextHeaders.toMap(record.headers()), record.value());
        var event = (TenantEvent) Objects.requireNonNull(events.decode(envelope));
        var headers = VersionHeaders.of(envelope, event.tenantId());
        var versions = HostnameFold.versions(event, envelope).stream()
                .map(version ->
                        new Record<>(version.hostname(), HostnameRecord.write(version), record.timestamp(), headers))
                .toList();
        return () -> versions.forEach(version -> Objects.requireNonNull(context).forward(version, sink));
    }
}
