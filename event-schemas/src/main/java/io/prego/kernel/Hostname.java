package io.prego.kernel;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host name in the one form in which names are compared: lower case, no trailing dot, A-labels for other scripts
 * ({@code xn--bcher-kva.example}, not {@code Bücher.example.}).
 */
public record Hostname(String value) {

    private static final int LENGTH_MAX = 253; // RFC 1123, section 2.1, with RFC 1035's 255 octets on the wire
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    // The last label is alphabetic, so that no IP address is a host name (RFC 1123, section 2.1).
    private static final Pattern FORM = Pattern.compile("(" + LABEL + "\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    public Hostname {
        if (!isNormal(value)) {
            throw new IllegalArgumentException("not a host name in its normal form");
        }
    }

    /** The host name that a text means, whatever its case, script and trailing dot; null when it means none. */
    public static @Nullable Hostname parse(String text) {
        try {
            var ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
            var plain = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            return isNormal(plain) ? new Hostname(plain) : null;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null; // A label that is empty, too long or of characters that no name has.
        }
    }

    /** Whether it is the domain itself or a name below it. */
    public boolean isWithin(String domain) {
        return value.equals(domain) || value.endsWith("." + domain);
    }

    private static boolean isNormal(String value) {
        return value.length() <= LENGTH_MAX && FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
