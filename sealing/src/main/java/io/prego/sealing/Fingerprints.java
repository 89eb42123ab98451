package io.prego.sealing;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for e-mail addresses: equal for equal addresses, and useless without the key. Clients that may not send an
 * address send {@link #digest}'s value; {@link #ofDigest} of that is the fingerprint which is stored. Thread-safe.
 */
public final class Fingerprints {

    private static final String HMAC = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();

    private final SecretKeySpec key;

    /** @param fingerprintKey 32 bytes, {@link ServerSecrets#fingerprintKey()} */
    public Fingerprints(byte[] fingerprintKey) {
        key = new SecretKeySpec(fingerprintKey, HMAC);
    }

    /**
     * HMAC-SHA-256 under the key, in 64 lower-case hexadecimal digits, of the address's {@link #digest}.
     * {@link IllegalArgumentException}, without the address in it, when there is no domain in the address.
     */
    public String ofEmail(String address) {
        return ofDigest(digest(address));
    }

    /** @param digest 64 lower-case hexadecimal digits, as {@link #digest} gives them */
    public String ofDigest(String digest) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return HEX.formatHex(mac.doFinal(digest.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    /** SHA-256, in lower-case hexadecimal digits, of the normalised, wholly lower-cased address. */
    public static String digest(String address) {
        try {
            var text = normalised(address).getBytes(StandardCharsets.UTF_8);
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Trimmed, NFC, lower case; the domain in A-labels without a trailing dot. */
    static String normalised(String address) {
        var text = Normalizer.normalize(address.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        var at = text.lastIndexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException("an e-mail address has a name and a domain");
        }
        return text.substring(0, at + 1) + domain(text.substring(at + 1));
    }

    /** Whether an address can have this domain: labels that have an ASCII form of at most 63 characters each. */
    public static boolean isDomain(String name) {
        try {
            return !domain(name).isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String domain(String name) {
        try {
            var ascii = IDN.toASCII(name).toLowerCase(Locale.ROOT);
            var domain = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            if (!domain.isEmpty()) {
                return domain;
            }
        } catch (IllegalArgumentException _) {
            // Its message would quote the domain.
        }
        throw new IllegalArgumentException("the domain of the e-mail address is malformed");
    }
}
