package io.prego.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose address a request came from: the socket's, and behind trusted proxies the rightmost address of
 * {@code X-Forwarded-For} that is not one of them. What stands left of that one is the caller's own word.
 */
public final class Peers {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<Network> trusted;

    private Peers(List<Network> trusted) {
        this.trusted = trusted;
    }

    /**
     * Believes {@code X-Forwarded-For} of these proxies, and of nobody when there are none.
     *
     * @param trustedProxies CIDRs; an unreadable one throws
     */
    public static Peers behind(Collection<String> trustedProxies) {
        return new Peers(trustedProxies.stream().map(Network::parse).toList());
    }

    public String of(HttpServletRequest request) {
        var peer = request.getRemoteAddr();
        for (var hop : hopsFromTheRight(request)) {
            var address = address(hop);
            if (address == null || !isTrusted(peer)) {
                return peer;
            }
            peer = address.getHostAddress();
        }
        return peer;
    }

    private List<String> hopsFromTheRight(HttpServletRequest request) {
        if (trusted.isEmpty()) {
            return List.of();
        }
        return Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .toList()
                .reversed();
    }

    private boolean isTrusted(String peer) {
        var address = address(peer);
        return address != null && trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static @Nullable InetAddress address(String literal) {
        try {
            return InetAddress.ofLiteral(literal.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
