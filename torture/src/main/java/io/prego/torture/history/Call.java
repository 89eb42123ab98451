package io.prego.torture.history;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent.
 *
 * @param path with its query
 * @param headers by their lower-case names
 * @param body JSON; null when there is none
 */
public record Call(
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body) {

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(String path) {
        return new Call("GET", path, Map.of(), null);
    }

    public static Call post(String path, String body) {
        return new Call("POST", path, Map.of("content-type", "application/json"), body);
    }

    /** Without a body. */
    public static Call of(String method, String path) {
        return new Call(method, path, Map.of(), null);
    }

    public Call with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, more, body);
    }

    /** Under an idempotency key. */
    public Call under(String key) {
        return with("idempotency-key", key);
    }

    /** The read model must hold this position. */
    public Call atLeast(long position) {
        return with("x-min-event-position", Long.toString(position));
    }

    public @Nullable String key() {
        return headers.get("idempotency-key");
    }

    /** Without the query. */
    public String route() {
        var query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
