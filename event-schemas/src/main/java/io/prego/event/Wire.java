package io.prego.event;

import io.prego.event.codec.UndecodableEvent;
import java.nio.ByteBuffer;

/** The Confluent wire format: byte 0, the schema id as a big-endian int32, then Avro binary. */
public final class Wire {

    private static final int HEADER_BYTES = 5;

    private Wire() {}

    public static byte[] frame(int schemaId, byte[] payload) {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(payload)
                .array();
    }

    /** The schema id of a framed value; {@link UndecodableEvent} when it is not framed. */
    public static int schemaId(byte[] value) {
        if (value.length < HEADER_BYTES || value[0] != 0) {
            throw new UndecodableEvent("the value is not in the Confluent wire format");
        }
        return ByteBuffer.wrap(value).getInt(1);
    }

    /** What stands behind the five bytes of the frame. */
    public static byte[] payload(byte[] value) {
        var payload = new byte[value.length - HEADER_BYTES];
        System.arraycopy(value, HEADER_BYTES, payload, 0, payload.length);
        return payload;
    }
}
