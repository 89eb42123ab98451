package io.prego.torture.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports of 127.0.0.1 that stay free while nobody listens on them: below those that the system gives to outgoing
 * connections, so that whoever is killed finds his own again.
 */
final class Ports {

    private static final int LEAST = 12_000;
    private static final int MOST = 32_000;
    private static final Set<Integer> GIVEN = new HashSet<>();
    private static final Random RANDOM = new Random();

    private Ports() {}

    /** One that nobody listens on at this moment, and each only once. */
    static synchronized int free() {
        while (true) {
            var port = RANDOM.nextInt(LEAST, MOST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
