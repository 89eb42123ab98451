package io.prego.event.codec;

import io.prego.event.schema.Schemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * A payload as readable values under its field names: it needs the schema alone, so that events of types which this
 * version of the code does not know can be shown too. A sealed field is {@code {"sealed": true}}.
 */
public final class PayloadView {

    /** The property by which a schema marks a personal field. */
    public static final String SEALED = "sealed";

    private final Schemas schemas;

    public PayloadView(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The fields in the schema's order: strings, numbers, booleans, {@link Instant}, lists, maps, null. */
    public Map<String, @Nullable Object> of(int schemaId, byte[] payload) {
        var version = schemas.find(schemaId);
        if (version == null) {
            throw new UndecodableEvent("no schema has the id " + schemaId);
        }
        try {
            var reader = new GenericDatumReader<GenericRecord>(version.schema());
            return view(reader.read(null, DecoderFactory.get().binaryDecoder(payload, null)));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new UndecodableEvent("not a %s".formatted(version.subject()), e);
        }
    }

    private static Map<String, @Nullable Object> view(GenericRecord avro) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (var field : avro.getSchema().getFields()) {
            fields.put(field.name(), value(avro.get(field.pos()), field));
        }
        return fields;
    }

    private static @Nullable Object value(@Nullable Object value, Schema.Field field) {
        if (value != null && Boolean.TRUE.equals(field.getObjectProp(SEALED))) {
            return Map.of("sealed", true);
        }
        return value == null ? null : plain(value, field.schema());
    }

    private static Object plain(Object value, Schema schema) {
        return switch (value) {
            case CharSequence text -> text.toString();
            case ByteBuffer _ -> Map.of("bytes", true);
            case GenericRecord inner -> view(inner);
            case List<?> list -> list.stream().map(item -> plain(item, schema)).toList();
            case Map<?, ?> map -> strings(map);
            case Long number when isInstant(schema) -> Instant.EPOCH.plus(number, ChronoUnit.MICROS);
            default -> value;
        };
    }

    private static boolean isInstant(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(PayloadView::isInstant)
                : schema.getLogicalType() != null
                        && "timestamp-micros".equals(schema.getLogicalType().getName());
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
        return sorted;
    }
}
