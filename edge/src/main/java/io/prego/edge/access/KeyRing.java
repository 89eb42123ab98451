package io.prego.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import org.springframework.http.HttpHeaders;

/** Compares a Bearer key with the active ones, in a time that tells nothing about how near it came. */
final class KeyRing {

    private static final String SCHEME = "Bearer ";

    private final InternalKeys keys;

    KeyRing(InternalKeys keys) {
        this.keys = keys;
    }

    boolean opens(HttpServletRequest request) {
        var shown = digest(bearer(request));
        var opened = false;
        for (var key : keys.active()) {
            // Every key is compared, so that a match with the first takes as long as one with the last.
            opened |= MessageDigest.isEqual(shown, digest(key));
        }
        return opened;
    }

    /** The key that was shown; empty, which is no key, without exactly one header of the right scheme. */
    private static String bearer(HttpServletRequest request) {
        var sent = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (sent.size() != 1 || !sent.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return "";
        }
        return sent.getFirst().substring(SCHEME.length()).strip();
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
