package io.prego.sealing;

import com.google.crypto.tink.Aead;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM by the JDK in Tink's layout: nonce (12 bytes), ciphertext, tag (16 bytes). Each opens what the other has
 * sealed. Tink keeps its source of randomness and its cipher per thread, and looks for a provider by class name whenever
 * it makes them; on virtual threads, which last for one request, that was a tenth of a registration's time. Thread-safe.
 */
final class AesGcm implements Aead {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** @param key 32 bytes */
    AesGcm(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    static byte[] randomBytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        var nonce = randomBytes(NONCE_BYTES);
        var sealed =
                ByteBuffer.allocate(NONCE_BYTES + plaintext.length + TAG_BYTES).put(nonce);
        cipher(Cipher.ENCRYPT_MODE, nonce, associatedData).doFinal(ByteBuffer.wrap(plaintext), sealed);
        return sealed.array();
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        if (ciphertext.length < NONCE_BYTES + TAG_BYTES) {
            throw new GeneralSecurityException("the ciphertext is cut short");
        }
        var nonce = new byte[NONCE_BYTES];
        System.arraycopy(ciphertext, 0, nonce, 0, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, associatedData)
                .doFinal(ciphertext, NONCE_BYTES, ciphertext.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associatedData) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }
}
