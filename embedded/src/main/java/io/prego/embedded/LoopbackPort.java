package io.prego.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of 127.0.0.1, the one address on which embedded parts listen. */
public final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    /** Up to where systems begin to take the ports of outgoing connections: on Linux from 32768 on, on others from 49152 on. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 32_768 - FIRST;

    /** How many ports a process may choose before it comes to where its neighbour by number has begun; no divisor of the count. */
    private static final long SPACING = 61;

    private static final AtomicInteger CHOSEN =
            new AtomicInteger((int) (ProcessHandle.current().pid() * SPACING % COUNT));

    private LoopbackPort() {}

    /**
     * A port on which nobody listens, and which until somebody does is given neither to a connection, nor once more by this
     * process, nor, most likely, by another.
     *
     * @throws IOException when there is none
     */
    public static int free() throws IOException {
        for (var tried = 0; tried < COUNT; tried++) {
            var port = FIRST + Math.floorMod(CHOSEN.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port of %s from %d to %d is free".formatted(HOST, FIRST, FIRST + COUNT - 1));
    }

    private static boolean isFree(int port) {
        try {
            bind(port);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * The port to listen on.
     *
     * @param wanted 0 for any free one
     * @param part what is to listen, for the message
     * @throws IOException when someone listens on the wanted port
     */
    static int choose(int wanted, String part) throws IOException {
        if (wanted == 0) {
            return free();
        }
        try {
            bind(wanted);
            return wanted;
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot listen on %s:%d, the port is in use: stop what listens there or choose another port"
                            .formatted(part, HOST, wanted),
                    e);
        }
    }

    private static void bind(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            // As both servers do: a port whose last connection lingers in TIME_WAIT is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
        }
    }
}
