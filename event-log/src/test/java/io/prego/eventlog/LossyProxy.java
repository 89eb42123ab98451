package io.prego.eventlog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a client and PostgreSQL, and on demand swallows an answer and breaks the connection that waits for it. */
final class LossyProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final AtomicBoolean loseNextAnswer = new AtomicBoolean();

    LossyProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void loseNextAnswer() {
        loseNextAnswer.set(true);
    }

    boolean hasLostIt() {
        return !loseNextAnswer.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                var postgres = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pump(client, postgres, false));
                Thread.ofVirtual().start(() -> pump(postgres, client, true));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        var buffer = new byte[1 << 16];
        try (from;
                to) {
            var in = from.getInputStream();
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                if (answers && loseNextAnswer.getAndSet(false)) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One of the two has closed; closing the other is all that is left to do.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
