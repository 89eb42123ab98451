package io.prego.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Hkdf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The 32 random bytes that every other secret of the server hangs on: it wraps the subjects' keys, and named secrets are
 * derived from it. Whoever loses it loses every sealed field; whoever copies it can open them.
 */
public final class MasterKey {

    static final int BYTES = 32;

    private static final String WRAPPING = "subject-key-wrapping";

    private final byte[] key;

    private MasterKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a master key has 32 bytes, got " + key.length);
        }
        this.key = key.clone();
    }

    public static MasterKey of(byte[] key) {
        return new MasterKey(key);
    }

    /**
     * Reads the file: 64 hexadecimal digits and, if it likes, a line end.
     *
     * @throws IOException when it is absent, malformed, or readable by others than its owner; the message says which
     */
    public static MasterKey load(Path file) throws IOException {
        return of(MasterKeyFile.read(file));
    }

    /**
     * As {@link #load}, after making a new key with mode 0600 where there is none. Of several processes that start at
     * once one makes the key, and all use that.
     */
    public static MasterKey loadOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            MasterKeyFile.create(file, AesGcm.randomBytes(BYTES));
        }
        return load(file);
    }

    /**
     * A secret of 32 bytes for one purpose, always the same, by HKDF-SHA-256 (RFC 5869) without salt and with the
     * purpose as info. It tells nothing about the master key or any other purpose's secret.
     *
     * @param purpose such as {@code fingerprint}; it is part of the stored data's format and never changes
     */
    public byte[] derive(String purpose) {
        try {
            var info = ("prego/1/" + purpose).getBytes(StandardCharsets.UTF_8);
            return Hkdf.computeHkdf("HmacSha256", key, new byte[0], info, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    Aead wrapping() {
        return new AesGcm(derive(WRAPPING));
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "MasterKey";
    }
}
