package io.prego.edge.request;

import java.security.MessageDigest;

/**
 * What an {@code Idempotency-Key} became: where to look for an earlier answer, and what that answer was for. The key
 * itself is kept nowhere.
 *
 * @param keyTag the whole tag of the append's first event: {@code key:} and 64 hex digits of HMAC(scope, key), where the
 *     scope is the caller and the route
 * @param requestMac the envelope's {@code request_mac}: 32 bytes, HMAC over path, query and canonical body
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by `isSameRequest`, in constant time; never by equals.
public record Idempotency(String keyTag, byte[] requestMac) {

    /** Whether an earlier append with this key tag was made by the same request; if not, the key was reused. */
    public boolean isSameRequest(byte[] earlierRequestMac) {
        return MessageDigest.isEqual(requestMac, earlierRequestMac);
    }
}
