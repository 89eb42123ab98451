package io.prego.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running server process and the shell that guards it.
 *
 * @param guard stops the server when its standard input closes, as it does when this JVM ends, however that happens
 * @param pid of the server
 */
record PostgresServer(Process guard, long pid, int port) {

    /**
     * Runs the given command and interrupts it at the end of standard input: PostgreSQL's fast shutdown. The loop that
     * reads is a built-in of the shell, so no further process can be left over.
     */
    private static final String GUARD = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        server=$!
        (while read -r line; do :; done; kill -INT $server) <&3 2>/dev/null &
        reader=$!
        exec 3<&-
        wait $server
        status=$?
        kill $reader 2>/dev/null
        exit $status
        """;

    // Recovery after a crash replays at most max_wal_size; this is ample for it.
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int LOG_TAIL_CHARACTERS_MAX = 2000;

    /** Starts it and waits until it takes connections. */
    static PostgresServer start(PostgresCluster cluster, int port) throws IOException {
        var guard = Command.plain(commandLine(cluster, port))
                .redirectErrorStream(true)
                .redirectOutput(cluster.log().toFile())
                .start();
        try {
            return new PostgresServer(guard, readyPid(cluster, guard), port);
        } catch (IOException e) {
            guard.getOutputStream().close();
            throw e;
        }
    }

    private static long readyPid(PostgresCluster cluster, Process guard) throws IOException {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            var file = PostmasterFile.of(cluster.data()).filter(PostmasterFile::ready);
            if (file.isPresent()) {
                return file.get().pid();
            }
            if (endsWithin(guard, Duration.ofMillis(5))) {
                throw new IOException("the embedded PostgreSQL did not start: " + logTail(cluster));
            }
        }
        throw new IOException(
                "the embedded PostgreSQL was not ready after %s: %s".formatted(START_LIMIT, logTail(cluster)));
    }

    private static boolean endsWithin(Process process, Duration limit) throws IOException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Command.interrupted(e);
        }
    }

    private static String logTail(PostgresCluster cluster) throws IOException {
        var log = Files.readString(cluster.log());
        return log.substring(Math.max(0, log.length() - LOG_TAIL_CHARACTERS_MAX))
                .strip();
    }

    // A session of its own keeps the terminal's Ctrl-C away: the JVM drains first and stops the server last.
    private static List<String> commandLine(PostgresCluster cluster, int port) {
        var server = new ArrayList<>(List.of("setsid", "sh", "-c", GUARD, "prego-postgres"));
        server.addAll(List.of(cluster.program("postgres"), "-D", cluster.data().toString()));
        settings(port).forEach(setting -> server.addAll(List.of("-c", setting)));
        return cluster.account().command(server.stream());
    }

    private static Stream<String> settings(int port) {
        return Stream.of(
                "listen_addresses=" + LoopbackPort.HOST,
                "port=" + port,
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "max_connections=100",
                "shared_buffers=96MB",
                "max_wal_size=512MB",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                // The log must not repeat values of rows: neither failed statements nor the detail of an error.
                "log_min_error_statement=panic",
                "log_error_verbosity=terse");
    }

    /** Ends the server and its guard, within 20 s. */
    void stop() throws IOException {
        guard.getOutputStream().close();
        if (!endsWithin(guard, STOP_LIMIT)) {
            var server = ProcessHandle.of(pid);
            if (server.isPresent()) {
                LeftoverPostgres.stop(server.get());
            }
            guard.destroyForcibly();
        }
    }
}
