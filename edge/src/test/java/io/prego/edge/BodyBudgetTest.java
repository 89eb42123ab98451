package io.prego.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Callers that begin a body of 16 MiB, of which two fill the room of the sample application, and do not end it. */
class BodyBudgetTest extends EdgeTest {

    private static final int BODY_BYTES = SampleApplication.BODY_BYTES / 2;

    @LocalServerPort
    private int port;

    @Test
    void bodies_beyond_the_room_of_all_are_503_until_others_end() throws IOException {
        try (var _ = begun(BODY_BYTES - 1);
                var _ = begun(BODY_BYTES - 1)) {
            await().untilAsserted(() ->
                    assertThat(post("/v1/tenants", ACME).statusCode()).isEqualTo(503));
            var refused = post("/v1/tenants", ACME);

            assertThat(tree(refused).at("/code").stringValue()).isEqualTo("overloaded");
            assertThat(tree(refused).at("/detail").stringValue()).startsWith("The bodies of other requests");
            assertThat(header(refused, "Retry-After")).isEqualTo("1");
            assertThat(get("/v1/jobs/1").statusCode()).isEqualTo(200);
        }
        await().untilAsserted(
                        () -> assertThat(post("/v1/tenants", ACME).statusCode()).isEqualTo(202));
        assertRoomForAll();
    }

    @Test
    void what_is_only_promised_takes_no_room() throws IOException {
        try (var _ = begun(10);
                var _ = begun(10)) {
            assertThat(post("/v1/tenants", ACME).statusCode()).isEqualTo(202);
        }
        await().untilAsserted(
                        () -> assertThat(post("/v1/tenants", ACME).statusCode()).isEqualTo(202));
    }

    /** Each request gives back what it took: many more bytes go through than there is room for at once. */
    private void assertRoomForAll() {
        var body = "[\"" + "a".repeat(BODY_BYTES / 2) + "\"]";
        for (var i = 0; i < 6; i++) {
            var answer = post("/internal/import", body, "Authorization", "Bearer " + SampleApplication.KEY);
            assertThat(answer.statusCode()).isNotEqualTo(503);
        }
    }

    private Socket begun(int bytes) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var head = """
            POST /internal/import HTTP/1.1\r
            Host: a\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            """.formatted(SampleApplication.KEY, BODY_BYTES);
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        socket.getOutputStream().write(" ".repeat(bytes).getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }
}
