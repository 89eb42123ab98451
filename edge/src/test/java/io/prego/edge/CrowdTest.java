package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Many connections at once, while nobody has time to accept them. */
class CrowdTest extends EdgeTest {

    private static final int CROWD = 1_000;
    /** A connection that finds no room is asked for again after a second. */
    private static final int ASKED_AGAIN_MS = 900;

    @Autowired
    private ServletWebServerApplicationContext application;

    @Test
    void all_of_a_crowd_find_room_at_the_first_try_and_the_next_is_answered() throws IOException {
        var server = (TomcatWebServer) application.getWebServer();
        var connector = server.getTomcat().getConnector();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        var crowd = new ArrayList<Socket>();
        try {
            connector.pause();
            for (var i = 0; i < CROWD; i++) {
                var socket = new Socket();
                crowd.add(socket);
                socket.connect(address, ASKED_AGAIN_MS);
            }
        } finally {
            connector.resume();
            for (var socket : crowd) {
                socket.close();
            }
        }
        assertThat(get("/v1/jobs/1").statusCode()).isEqualTo(200);
    }
}
