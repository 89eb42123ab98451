package io.prego.event.codec;

import io.prego.event.schema.Schemas;
import io.prego.kernel.SealedBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Turns a record into Avro binary and back by its components: {@code companyName} is the field {@code company_name}.
 * Law: {@code decode(id, encode(r)) == r} for every record that its own constructor accepts. Written is the newest
 * schema; read is with any committed one, resolved against the newest by Avro's rules and then upcast
 * ({@link Upcasters}). Thread-safe.
 */
public final class RecordCodec<T extends Record> {

    private final String subject;
    private final Schemas schemas;
    private final int schemaId;
    private final Schema schema;
    private final RecordShape<T> shape;
    private final FieldCodec[] fields;
    private final int[] positions;
    private final GenericDatumWriter<GenericRecord> writer;
    private final Upcasters upcasters;
    private final Map<Integer, VersionReader> readers = new ConcurrentHashMap<>();

    /** The codec of a record class whose schema is committed under the given subject. */
    public RecordCodec(Class<T> type, String subject, Schemas schemas) {
        this(type, subject, schemas, Upcasters.COMMITTED);
    }

    RecordCodec(Class<T> type, String subject, Schemas schemas, Upcasters upcasters) {
        this(
                type,
                subject,
                schemas,
                upcasters,
                schemas.latest(subject).schema(),
                schemas.latest(subject).id());
    }

    private RecordCodec(
            Class<T> type, String subject, Schemas schemas, Upcasters upcasters, Schema schema, int schemaId) {
        this.subject = subject;
        this.schemas = schemas;
        this.upcasters = upcasters;
        this.schema = schema;
        this.schemaId = schemaId;
        shape = new RecordShape<>(type);
        var components = shape.components();
        fields = new FieldCodec[components.size()];
        positions = new int[components.size()];
        for (var i = 0; i < fields.length; i++) {
            var field = schema.getField(SnakeCase.of(components.get(i).getName()));
            if (field == null) {
                throw new IllegalStateException("%s lacks the field of %s".formatted(subject, components.get(i)));
            }
            positions[i] = field.pos();
            fields[i] = codec(components.get(i), field.schema());
        }
        if (schema.getFields().size() != fields.length) {
            throw new IllegalStateException("%s has fields that %s lacks".formatted(subject, type));
        }
        writer = new GenericDatumWriter<>(schema);
    }

    /** The id of the schema that {@link #encode} writes. */
    public int schemaId() {
        return schemaId;
    }

    /** Avro binary without any header. */
    public byte[] encode(T value) {
        var out = new ByteArrayOutputStream(256);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(toAvro(value, schema), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The record, or {@link UndecodableEvent} when the bytes do not fit the schema of that id. */
    public T decode(int writtenWith, byte[] payload) {
        var reader = readers.computeIfAbsent(writtenWith, this::reader);
        try {
            return fromAvro(reader.read(payload));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new UndecodableEvent("not a %s of schema %d".formatted(subject, writtenWith), e);
        }
    }

    private VersionReader reader(int id) {
        var written = schemas.find(id);
        if (written == null || !written.subject().equals(subject)) {
            throw new UndecodableEvent("schema %d is not one of %s".formatted(id, subject));
        }
        return new VersionReader(
                new GenericDatumReader<>(written.schema(), schema), upcasters.from(subject, written.version()));
    }

    /** Reads payloads of one schema version as the newest one has them. */
    private record VersionReader(GenericDatumReader<GenericRecord> resolving, List<Upcaster> steps) {

        GenericRecord read(byte[] payload) throws IOException {
            var decoder = DecoderFactory.get().binaryDecoder(payload, null);
            return Upcasters.applied(steps, resolving.read(null, decoder));
        }
    }

    @SuppressWarnings("NullAway") // Avro takes null where the schema is a union with it, and throws where it is not.
    GenericRecord toAvro(Object value, Schema as) {
        var avro = new GenericData.Record(as);
        for (var i = 0; i < fields.length; i++) {
            var component = shape.get(value, i);
            avro.put(positions[i], component == null ? null : fields[i].toAvro().apply(component));
        }
        return avro;
    }

    @SuppressWarnings("NullAway") // As above.
    T fromAvro(GenericRecord avro) {
        var values = new Object[fields.length];
        for (var i = 0; i < values.length; i++) {
            var value = avro.get(positions[i]);
            values[i] = value == null ? null : fields[i].fromAvro().apply(value);
        }
        return shape.construct(values);
    }

    private FieldCodec codec(RecordComponent component, Schema field) {
        return codec(component.getType(), component.getGenericType(), withoutNull(field));
    }

    @SuppressWarnings("unchecked")
    private FieldCodec codec(Class<?> type, Type generic, Schema field) {
        if (type == String.class) {
            return FieldCodec.STRING;
        } else if (type == Instant.class) {
            return FieldCodec.INSTANT;
        } else if (type == SealedBytes.class) {
            return FieldCodec.SEALED;
        } else if (type == Map.class) {
            return FieldCodec.STRING_MAP;
        } else if (type == List.class) {
            var element = ((ParameterizedType) generic).getActualTypeArguments()[0];
            return FieldCodec.ofList(codec((Class<?>) element, element, withoutNull(field.getElementType())));
        } else if (type.isEnum()) {
            return FieldCodec.ofEnum(type);
        } else if (type.isRecord()) {
            return ofRecord((Class<? extends Record>) type, field);
        }
        return FieldCodec.AS_IT_IS;
    }

    private <R extends Record> FieldCodec ofRecord(Class<R> type, Schema field) {
        var inner = new RecordShape<>(type);
        return inner.isId()
                ? FieldCodec.ofId(inner)
                : FieldCodec.ofRecord(
                        new RecordCodec<>(type, field.getFullName(), schemas, upcasters, field, schemaId), field);
    }

    private static Schema withoutNull(Schema field) {
        return field.isUnion()
                ? field.getTypes().stream()
                        .filter(option -> option.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : field;
    }
}
