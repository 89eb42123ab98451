package io.prego.edge.mac;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's secret: makes keyed digests that only this installation can make, such as the tag of an idempotency key,
 * a cursor's seal, or a token that must be made again.
 *
 * <p>It must be the same on every node and stay so: another secret forgets each idempotency key that was used before.
 * Safe for use by many threads.
 */
public final class ServerSecret {

    public static final int LENGTH_MIN_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Takes the secret as it is; the array must not change afterwards.
     *
     * @param secret at least 32 random bytes
     */
    public ServerSecret(byte[] secret) {
        if (secret.length < LENGTH_MIN_BYTES) {
            throw new IllegalArgumentException(
                    "the server secret needs at least %d bytes, got %d".formatted(LENGTH_MIN_BYTES, secret.length));
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * HMAC-SHA-256 over the purpose and the parts, with a zero byte between them.
     *
     * @param purpose keeps digests of different uses apart; a constant of the caller, without zero bytes
     * @param parts all but the last must be free of zero bytes, else two inputs could meet
     * @return 32 bytes
     */
    public byte[] mac(String purpose, byte[]... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            for (var part : parts) {
                mac.update((byte) 0);
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "ServerSecret[hidden]";
    }
}
