package io.prego.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1, the one address on which embedded parts listen. */
final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    private LoopbackPort() {}

    /**
     * The port to listen on.
     *
     * @param wanted 0 for any free one
     * @param part what is to listen, for the message
     * @throws IOException when someone listens on the wanted port
     */
    static int choose(int wanted, String part) throws IOException {
        try (var socket = new ServerSocket()) {
            // As both servers do: a port whose last connection lingers in TIME_WAIT is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot listen on %s:%d, the port is in use: stop what listens there or choose another port"
                            .formatted(part, HOST, wanted),
                    e);
        }
    }

    /** Any free port but the given one, which is chosen but not yet listened on. */
    static int chooseOther(int chosen) throws IOException {
        var other = chosen;
        while (other == chosen) {
            other = choose(0, "Kafka's controller");
        }
        return other;
    }
}
