package io.prego.kernel;

import java.util.Arrays;

/** A personal field as it leaves the process that received it: ciphertext that only the subject's key opens. Immutable. */
public final class SealedBytes {

    private final byte[] bytes;

    public SealedBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Never the content, so that no log line can carry it. */
    @Override
    public String toString() {
        return "sealed(%d bytes)".formatted(bytes.length);
    }
}
