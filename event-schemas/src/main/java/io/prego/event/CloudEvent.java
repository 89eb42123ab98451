package io.prego.event;

import io.prego.event.codec.UndecodableEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded event as CloudEvents 1.0 in binary mode over Kafka: the envelope in headers, the payload framed in the
 * value. Law: {@code read(headers(e), value(e))} is {@code e}.
 */
public final class CloudEvent {

    /** UTC with six fraction digits, everywhere. */
    public static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public static final String POSITION = "ce_position";
    public static final String TYPE = "ce_type";
    public static final String RECORDED = "ce_recordedtime";
    public static final String TENANT = "ce_tenant";
    private static final String DEFAULT_SOURCE = "prego";
    private static final String SCHEMAS = "/schemas/ids/";

    private CloudEvent() {}

    /** Header names to UTF-8 values, in a fixed order; what is null in the envelope is left out. */
    public static Map<String, String> headers(RecordedEvent event) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", event.eventId().toString());
        headers.put("ce_source", event.source() == null ? DEFAULT_SOURCE : event.source());
        headers.put(TYPE, event.type());
        headers.put("ce_subject", event.streamId());
        headers.put("ce_time", INSTANT.format(event.occurredAt()));
        headers.put("ce_dataschema", SCHEMAS + event.schemaId());
        headers.put(POSITION, Long.toString(event.position()));
        headers.put(RECORDED, INSTANT.format(event.recordedAt()));
        headers.put("ce_streamtype", event.streamType());
        headers.put("ce_streamversion", Long.toString(event.streamVersion()));
        headers.put("ce_tags", String.join(",", event.tags()));
        putIfPresent(headers, TENANT, event.tenantId());
        putIfPresent(headers, "ce_trace", event.traceId());
        headers.put("ce_actor", event.actor());
        putIfPresent(headers, "ce_correlation", event.correlationId());
        putIfPresent(headers, "ce_causation", event.causationId());
        headers.put("content-type", "application/avro");
        return headers;
    }

    public static byte[] value(RecordedEvent event) {
        return Wire.frame(event.schemaId(), event.payload());
    }

    /** The recorded event again; {@link UndecodableEvent} when a header is missing or malformed, or the value is not framed. */
    public static RecordedEvent read(Map<String, String> headers, byte[] value) {
        try {
            return new RecordedEvent(
                    Long.parseLong(header(headers, POSITION)),
                    UUID.fromString(header(headers, "ce_id")),
                    header(headers, TYPE),
                    Wire.schemaId(value),
                    header(headers, "ce_streamtype"),
                    header(headers, "ce_subject"),
                    Long.parseLong(header(headers, "ce_streamversion")),
                    tags(header(headers, "ce_tags")),
                    Instant.parse(header(headers, "ce_time")),
                    Instant.parse(header(headers, RECORDED)),
                    header(headers, "ce_actor"),
                    headers.get(TENANT),
                    headers.get("ce_trace"),
                    headers.get("ce_correlation"),
                    headers.get("ce_causation"),
                    source(header(headers, "ce_source")),
                    Wire.payload(value));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UndecodableEvent("a CloudEvents header is malformed", e);
        }
    }

    private static List<String> tags(String header) {
        return header.isEmpty() ? List.of() : List.of(header.split(",", -1));
    }

    private static @Nullable String source(String header) {
        return header.equals(DEFAULT_SOURCE) ? null : header;
    }

    private static String header(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null) {
            throw new UndecodableEvent("the header %s is missing".formatted(name));
        }
        return value;
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
