package io.prego.benchmark.client;

import io.prego.benchmark.client.Script.Request;
import java.nio.charset.StandardCharsets;

/**
 * The server that is asked.
 *
 * @param key of {@code /internal/*}
 */
record Target(String host, int port, String key) {

    Request post(String path, String json, String name) {
        var length = json.getBytes(StandardCharsets.UTF_8).length;
        return request(
                "POST " + path,
                "content-type: application/json\r\ncontent-length: %d\r\n".formatted(length),
                json,
                name);
    }

    Request get(String path) {
        return request("GET " + path, "", "", path);
    }

    private Request request(String what, String headers, String body, String name) {
        var secret = what.contains(" /internal/") ? "authorization: Bearer %s\r\n".formatted(key) : "";
        var text = "%s HTTP/1.1\r\nhost: %s:%d\r\n%s%s\r\n%s".formatted(what, host, port, secret, headers, body);
        return new Request(text.getBytes(StandardCharsets.UTF_8), name);
    }
}
