package io.prego.edge.paging;

import io.prego.edge.mac.ServerSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes sort keys into opaque cursors and back. A cursor is sealed for its list: one that was altered, invented, or
 * taken from another list is refused.
 */
final class Cursors {

    private static final String PURPOSE = "prego.cursor.v1";
    private static final int SEAL_BYTES = 16;

    private final ServerSecret secret;

    Cursors(ServerSecret secret) {
        this.secret = secret;
    }

    /**
     * An opaque cursor, URL-safe.
     *
     * @param list names the list, such as its route's pattern
     */
    String seal(String list, String after) {
        var content = after.getBytes(StandardCharsets.UTF_8);
        var sealed = Arrays.copyOf(seal(list, content), SEAL_BYTES + content.length);
        System.arraycopy(content, 0, sealed, SEAL_BYTES, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The sort key; null when this list made no such cursor. */
    @Nullable
    String open(String list, String cursor) {
        try {
            var sealed = Base64.getUrlDecoder().decode(cursor);
            if (sealed.length < SEAL_BYTES) {
                return null;
            }
            var content = Arrays.copyOfRange(sealed, SEAL_BYTES, sealed.length);
            var isOurs = MessageDigest.isEqual(seal(list, content), Arrays.copyOf(sealed, SEAL_BYTES));
            return isOurs ? new String(content, StandardCharsets.UTF_8) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] seal(String list, byte[] content) {
        return Arrays.copyOf(secret.mac(PURPOSE, list.getBytes(StandardCharsets.UTF_8), content), SEAL_BYTES);
    }
}
