package io.prego.projection.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.CloudEvent;
import io.prego.event.RecordedEvent;
import io.prego.event.Topics;
import io.prego.projection.engine.Column;
import io.prego.projection.engine.Input;
import io.prego.projection.engine.Projection;
import io.prego.projection.engine.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The event topics to {@code read.event}: the whole envelope, and the payload as it is. Nothing is decoded, so events of
 * unknown types are listed too.
 */
public final class EventListProjection {

    public static final String NAME = "event";

    private static final Table<RecordedEvent> TABLE = Table.ofFacts(
            "read.event",
            Column.bigint("position", RecordedEvent::position),
            List.of(
                    Column.uuid("event_id", RecordedEvent::eventId),
                    Column.text("type", RecordedEvent::type),
                    Column.integer("schema_id", RecordedEvent::schemaId),
                    Column.text("stream_type", RecordedEvent::streamType),
                    Column.text("stream_id", RecordedEvent::streamId),
                    Column.bigint("stream_version", RecordedEvent::streamVersion),
                    Column.texts("tags", RecordedEvent::tags),
                    Column.instant("occurred_at", RecordedEvent::occurredAt),
                    Column.instant("recorded_at", RecordedEvent::recordedAt),
                    Column.text("actor", RecordedEvent::actor),
                    Column.text("tenant_id", RecordedEvent::tenantId),
                    Column.text("trace_id", RecordedEvent::traceId),
                    Column.text("correlation_id", RecordedEvent::correlationId),
                    Column.text("causation_id", RecordedEvent::causationId),
                    Column.text("source", RecordedEvent::source),
                    Column.bytes("payload", RecordedEvent::payload)));

    private EventListProjection() {}

    public static Projection<RecordedEvent> create() {
        return new Projection<>(NAME, 1, Input.ofEvents(Topics.EVENTS), EventListProjection::read, TABLE);
    }

    private static RecordedEvent read(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return CloudEvent.read(headers, Objects.requireNonNull(record.value(), "an event has a value"));
    }
}
