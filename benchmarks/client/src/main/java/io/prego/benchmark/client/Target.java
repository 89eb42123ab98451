package io.prego.benchmark.client;

import java.nio.charset.StandardCharsets;

/**
 * The server that is asked.
 *
 * @param key of {@code /internal/*}
 */
record Target(String host, int port, String key) {

    byte[] post(String path, String json) {
        var length = json.getBytes(StandardCharsets.UTF_8).length;
        return request(
                "POST " + path, "content-type: application/json\r\ncontent-length: %d\r\n".formatted(length), json);
    }

    byte[] get(String path) {
        return request("GET " + path, "", "");
    }

    private byte[] request(String what, String headers, String body) {
        var secret = what.contains(" /internal/") ? "authorization: Bearer %s\r\n".formatted(key) : "";
        return "%s HTTP/1.1\r\nhost: %s:%d\r\n%s%s\r\n%s"
                .formatted(what, host, port, secret, headers, body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
