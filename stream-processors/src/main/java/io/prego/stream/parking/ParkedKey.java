package io.prego.stream.parking;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * What is remembered of a key that is parked: its records have the numbers from {@code first} on.
 *
 * @param letter of the record that holds up the others
 * @param next the number of the next record; as great as {@code first} when none is left
 * @param replaying whether its records are being processed, a part at a time
 */
record ParkedKey(DeadLetter letter, long first, long next, boolean replaying) {

    static ParkedKey of(DeadLetter letter) {
        return new ParkedKey(letter, 0, 1, false);
    }

    long size() {
        return next - first;
    }

    /** With one more record behind the others. */
    ParkedKey longer() {
        return new ParkedKey(letter.withBehind(size()), first, next + 1, replaying);
    }

    /** Without its first record. */
    ParkedKey shorter() {
        return new ParkedKey(letter, first + 1, next, true);
    }

    /** Its first record waits under this letter. */
    ParkedKey heldUpBy(DeadLetter other) {
        return new ParkedKey(other.withBehind(size() - 1), first, next, false);
    }

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(first);
            out.writeLong(next);
            out.writeBoolean(replaying);
            var headers = DeadLetterHeaders.of(letter);
            out.writeInt(headers.size());
            for (var header : headers.entrySet()) {
                Strings.write(out, header.getKey());
                Strings.write(out, header.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ParkedKey read(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var first = in.getLong();
        var next = in.getLong();
        var replaying = in.get() != 0;
        var headers = new LinkedHashMap<String, String>();
        for (var left = in.getInt(); left > 0; left--) {
            headers.put(Strings.read(in), Strings.read(in));
        }
        return new ParkedKey(DeadLetterHeaders.read(headers, Instant.EPOCH), first, next, replaying);
    }
}
