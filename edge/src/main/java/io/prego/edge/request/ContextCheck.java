package io.prego.edge.request;

import io.prego.edge.access.Caller;
import io.prego.edge.access.Peers;
import io.prego.edge.body.BodyCheck;
import io.prego.edge.body.BufferedRequest;
import io.prego.edge.body.CanonicalJson;
import io.prego.edge.mac.ServerSecret;
import io.prego.edge.route.Route;
import io.prego.edge.route.RouteCheck;
import io.prego.edge.trace.TraceId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gathers the {@link RequestContext} once the route is known, so that a malformed header is refused on each route,
 * whether its endpoint uses the context or not. Runs after the body was checked.
 */
public final class ContextCheck implements RouteCheck {

    private static final String KEY_PURPOSE = "prego.idempotency.key.v1";
    private static final String REQUEST_PURPOSE = "prego.idempotency.request.v1";
    private static final Set<String> REPEATABLE = Set.of("POST", "PATCH");
    private static final byte[] NO_BODY = {};

    private final Peers peers;
    private final ServerSecret secret;
    private final CanonicalJson canonical;

    public ContextCheck(Peers peers, ServerSecret secret, JsonMapper json) {
        this.peers = peers;
        this.secret = secret;
        this.canonical = new CanonicalJson(json);
    }

    @Override
    public void check(HttpServletRequest request, HandlerMethod endpoint) throws IOException {
        var context = new RequestContext(
                TraceId.of(request).value(),
                Caller.of(request).actor(),
                peers.of(request),
                RequestHeaders.ifMatch(request),
                idempotency(request, endpoint),
                RequestHeaders.minEventPosition(request));
        request.setAttribute(RequestContext.class.getName(), context);
    }

    private @Nullable Idempotency idempotency(HttpServletRequest request, HandlerMethod endpoint) throws IOException {
        if (!REPEATABLE.contains(request.getMethod())) {
            return null;
        }
        var key = RequestHeaders.idempotencyKey(request);
        return key == null ? null : new Idempotency(keyTag(request, key), requestMac(request, endpoint));
    }

    private String keyTag(HttpServletRequest request, String key) {
        var route = Route.of(request);
        var scope = String.join(" ", Caller.of(request).actor(), route.method(), route.pattern());
        return "key:" + HexFormat.of().formatHex(secret.mac(KEY_PURPOSE, bytes(scope), bytes(key)));
    }

    /** The path counts too: the scope knows only the pattern, and one key for two jobs is two requests. */
    private byte[] requestMac(HttpServletRequest request, HandlerMethod endpoint) throws IOException {
        var query = request.getQueryString();
        var target = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        var body = BodyCheck.bodyParameter(endpoint) == null
                ? NO_BODY
                : BufferedRequest.of(request).read(BufferedRequest.BYTES_MAX);
        return secret.mac(REQUEST_PURPOSE, bytes(target), canonical.of(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
