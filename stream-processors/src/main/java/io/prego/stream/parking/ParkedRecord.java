package io.prego.stream.parking;

import io.prego.event.deadletter.RecordPlace;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A record as it was read, with the place where it stood. Law: {@code read(key, r.toBytes())} is {@code r}. */
record ParkedRecord(RecordPlace place, Record<String, byte[]> record) {

    private static final int NO_VALUE = -1;

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            Strings.write(out, place.topic());
            out.writeInt(place.partition());
            out.writeLong(place.offset());
            out.writeLong(record.timestamp());
            var headers = record.headers().toArray();
            out.writeInt(headers.length);
            for (var header : headers) {
                Strings.write(out, header.key());
                write(out, header.value());
            }
            write(out, record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte @Nullable [] value) throws IOException {
        out.writeInt(value == null ? NO_VALUE : value.length);
        if (value != null) {
            out.write(value);
        }
    }

    static ParkedRecord read(@Nullable String key, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var place = new RecordPlace(Strings.read(in), in.getInt(), in.getLong());
        var timestamp = in.getLong();
        Headers headers = new RecordHeaders();
        for (var left = in.getInt(); left > 0; left--) {
            headers.add(Strings.read(in), value(in));
        }
        return new ParkedRecord(place, record(key, value(in), timestamp, headers));
    }

    @SuppressWarnings("NullAway") // Kafka's record takes a key and a value that are null.
    private static Record<String, byte[]> record(
            @Nullable String key, byte @Nullable [] value, long timestamp, Headers headers) {
        return new Record<>(key, value, timestamp, headers);
    }

    @SuppressWarnings("NullAway") // A header's value may be null.
    private static byte[] value(ByteBuffer in) {
        var length = in.getInt();
        if (length == NO_VALUE) {
            return null;
        }
        var value = new byte[length];
        in.get(value);
        return value;
    }
}
