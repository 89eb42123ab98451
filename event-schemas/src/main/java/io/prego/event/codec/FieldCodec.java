package io.prego.event.codec;

import io.prego.kernel.SealedBytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * How a Java value stands in Avro: an {@code Instant} as microseconds since the epoch, an enum as its lower-case name,
 * a record of one {@code String} (an id) as that string, another record as a record, sealed bytes as bytes.
 * Maps hold strings by strings; lists hold what the record's component says. Null stays null: whether that is
 * allowed, the schema says.
 */
record FieldCodec(Function<Object, Object> toAvro, Function<Object, Object> fromAvro) {

    static final FieldCodec AS_IT_IS = new FieldCodec(Function.identity(), Function.identity());
    static final FieldCodec STRING = new FieldCodec(Function.identity(), Object::toString);
    static final FieldCodec INSTANT = new FieldCodec(
            value -> ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value),
            value -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS));
    static final FieldCodec SEALED = new FieldCodec(
            value -> ByteBuffer.wrap(((SealedBytes) value).bytes()),
            value -> new SealedBytes(bytes((ByteBuffer) value)));
    static final FieldCodec STRING_MAP =
            new FieldCodec(value -> new TreeMap<>((Map<?, ?>) value), value -> stringMap((Map<?, ?>) value));

    static FieldCodec ofEnum(Class<?> type) {
        return new FieldCodec(
                value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT), value -> constant(type, value.toString()));
    }

    /** An id: a record with one component, a string. */
    static FieldCodec ofId(RecordShape<?> shape) {
        return new FieldCodec(shape::first, value -> shape.construct(new Object[] {value.toString()}));
    }

    static FieldCodec ofRecord(RecordCodec<?> codec, Schema schema) {
        return new FieldCodec(value -> codec.toAvro(value, schema), value -> codec.fromAvro((GenericRecord) value));
    }

    static FieldCodec ofList(FieldCodec element) {
        return new FieldCodec(
                value -> ((List<?>) value).stream().map(element.toAvro()).toList(),
                value -> ((List<?>) value).stream().map(element.fromAvro()).toList());
    }

    private static Object constant(Class<?> type, String name) {
        for (var constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new UndecodableEvent("%s has no value %s".formatted(type.getSimpleName(), name));
    }

    private static Map<String, String> stringMap(Map<?, ?> value) {
        var copy = new TreeMap<String, String>();
        value.forEach((key, text) -> copy.put(key.toString(), text.toString()));
        return Collections.unmodifiableSortedMap(copy);
    }

    static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
