package io.prego.torture.platform;

import io.prego.embedded.LoopbackPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the way from one process to one part. It stays on its port while both ends come and go. Thread-safe.
 * Bytes arrive in order or not at all, as TCP promises; {@link Weather} decides when.
 */
public final class Link implements AutoCloseable {

    private static final int CHUNK_BYTES = 32 << 10;
    private static final int CONNECT_MS = 2_000;

    private final String name;
    private final ServerSocket server;
    private final List<Integer> targets;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Weather weather = Weather.FAIR;

    private Link(String name, ServerSocket server, List<Integer> targets) {
        this.name = name;
        this.server = server;
        this.targets = targets;
    }

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param name for people: {@code projections-1 to database}
     * @param targets ports of 127.0.0.1; the first that takes a connection gets it
     */
    static Link open(String name, Integer... targets) throws IOException {
        var server = new ServerSocket(LoopbackPort.free(), 100, InetAddress.getLoopbackAddress());
        var link = new Link(name, server, List.of(targets));
        link.threads.execute(link::accept);
        return link;
    }

    public String name() {
        return name;
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** From now on it is so. */
    public synchronized void set(Weather next) {
        weather = next;
        notifyAll();
        if (next.cut()) {
            open.forEach(Link::close);
        }
    }

    private synchronized Weather weather() {
        return weather;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                threads.execute(() -> connect(caller));
            } catch (IOException _) {
                // Closed, or a caller who went away at once.
            }
        }
    }

    private void connect(Socket caller) {
        var target = weather().cut() ? null : reached();
        if (target == null) {
            close(caller);
            return;
        }
        open.add(caller);
        open.add(target);
        if (weather().cut()) {
            close(caller);
            close(target);
        }
        threads.execute(() -> pass(caller, target, true));
        threads.execute(() -> pass(target, caller, false));
    }

    private @Nullable Socket reached() {
        for (var port : targets) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
                return socket;
            } catch (IOException _) {
                close(socket);
            }
        }
        return null;
    }

    private void pass(Socket from, Socket to, boolean out) {
        try {
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            pass(from.getInputStream(), to.getOutputStream(), out);
        } catch (IOException _) {
            // One end is gone, and so is the other in a moment.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
            close(from);
            close(to);
        }
    }

    private void pass(InputStream from, OutputStream to, boolean out) throws IOException, InterruptedException {
        var chunk = new byte[CHUNK_BYTES];
        for (var length = from.read(chunk); length >= 0; length = from.read(chunk)) {
            awaitPassage(out);
            to.write(chunk, 0, length);
        }
    }

    private void awaitPassage(boolean out) throws InterruptedException {
        synchronized (this) {
            while (weather.holds(out)) {
                wait();
            }
        }
        TimeUnit.NANOSECONDS.sleep(weather().delay().toNanos());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone anyhow.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        set(Weather.CUT);
        threads.shutdownNow();
    }
}
