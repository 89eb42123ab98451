package io.prego.sealing;

import io.prego.kernel.SealedBytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The layout of sealed bytes: 1 byte format (1), int16 key generation (big-endian), 1 byte length of the field's name,
 * the field's name in UTF-8, then AES-256-GCM as Tink lays it out: nonce (12 bytes), ciphertext, tag (16 bytes). Everything before
 * the nonce, followed by the subject in UTF-8, is the associated data.
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on at once, never compared.
record Seal(int generation, String field, byte[] ciphertext) {

    private static final byte FORMAT = 1;
    private static final int FIXED_BYTES = 4;
    private static final int FIELD_BYTES_MAX = 255;

    /** {@link BrokenSeal} when the bytes are not in this format. */
    static Seal read(SealedBytes sealed) {
        var bytes = ByteBuffer.wrap(sealed.bytes());
        try {
            if (bytes.get() != FORMAT) {
                throw new BrokenSeal("the sealed field is in a format that this version does not know");
            }
            var generation = bytes.getShort();
            var field = new byte[Byte.toUnsignedInt(bytes.get())];
            bytes.get(field);
            var ciphertext = new byte[bytes.remaining()];
            bytes.get(ciphertext);
            return new Seal(generation, new String(field, StandardCharsets.UTF_8), ciphertext);
        } catch (BufferUnderflowException e) {
            throw new BrokenSeal("the sealed field is cut short", e);
        }
    }

    SealedBytes write() {
        var header = header(generation, field);
        return new SealedBytes(ByteBuffer.allocate(header.length + ciphertext.length)
                .put(header)
                .put(ciphertext)
                .array());
    }

    static byte[] associatedData(String subject, int generation, String field) {
        var header = header(generation, field);
        var owner = subject.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(header.length + owner.length)
                .put(header)
                .put(owner)
                .array();
    }

    private static byte[] header(int generation, String field) {
        var name = field.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > FIELD_BYTES_MAX) {
            throw new IllegalArgumentException("a field's name has 1 to 255 bytes, got " + name.length);
        }
        return ByteBuffer.allocate(FIXED_BYTES + name.length)
                .put(FORMAT)
                .putShort((short) generation)
                .put((byte) name.length)
                .put(name)
                .array();
    }
}
