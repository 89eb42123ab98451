package io.prego.projection.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Leads from a client to PostgreSQL. Cut, it leaves PostgreSQL with what a kill of the client's process leaves it with. */
final class Cable {

    private static final Pattern PORT = Pattern.compile(":(\\d+)/");

    private final String jdbcUrl;
    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    Cable(String jdbcUrl) {
        var port = PORT.matcher(jdbcUrl);
        if (!port.find()) {
            throw new IllegalArgumentException(jdbcUrl);
        }
        this.jdbcUrl = jdbcUrl;
        this.target = Integer.parseInt(port.group(1));
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String jdbcUrl() {
        return PORT.matcher(jdbcUrl).replaceFirst(":" + server.getLocalPort() + "/");
    }

    /** For good. */
    void cut() {
        close(server);
        sockets.forEach(Cable::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                var postgres = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(postgres);
                Thread.ofVirtual().start(() -> pump(client, postgres));
                Thread.ofVirtual().start(() -> pump(postgres, client));
            } catch (IOException e) {
                cut();
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has closed; closing the other is all that is left to do.
        } finally {
            sockets.remove(from);
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
