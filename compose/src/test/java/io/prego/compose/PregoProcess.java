package io.prego.compose;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Prego as a newcomer starts it: a process of its own, on free ports, told by environment variables alone. */
final class PregoProcess implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final Process process;
    private final Path output;
    private final Map<String, String> variables;
    private final Path dataDir;

    private PregoProcess(Process process, Path output, Map<String, String> variables, Path dataDir) {
        this.process = process;
        this.output = output;
        this.variables = variables;
        this.dataDir = dataDir;
    }

    /** Starts and waits until it says that it is ready. */
    static PregoProcess start(Path dataDir, Map<String, String> more) throws IOException {
        var started = launch(dataDir, more);
        await().atMost(START_MAX).until(() -> started.says("Prego is ready") || !started.process.isAlive());
        if (!started.process.isAlive()) {
            throw new IllegalStateException(started.log());
        }
        return started;
    }

    /** Starts and does not wait. */
    static PregoProcess launch(Path dataDir, Map<String, String> more) throws IOException {
        var variables = new HashMap<>(Map.of(
                "SERVER_PORT", freePort(),
                "PREGO_KAFKA_PORT", freePort(),
                "PREGO_POSTGRES_PORT", freePort(),
                "PREGO_PIPELINE_STAGE_MS", "20",
                "PREGO_DATA_DIR", dataDir.toString()));
        variables.putAll(more);
        var output = Files.createTempFile("prego-", ".log");
        var builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Prego.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        return new PregoProcess(builder.start(), output, variables, dataDir);
    }

    /** The same again, on the same ports and data. */
    PregoProcess startAgain() throws IOException {
        return start(dataDir, variables);
    }

    Client client() throws IOException {
        var key = Files.readString(dataDir.resolve("internal-api-key")).strip();
        return new Client(Integer.parseInt(variables.get("SERVER_PORT")), key);
    }

    String kafka() {
        return "127.0.0.1:" + variables.get("PREGO_KAFKA_PORT");
    }

    String log() throws IOException {
        return Files.readString(output);
    }

    private boolean says(String words) throws IOException {
        return log().contains(words);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** kill -9, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as Ctrl-C does; returns the exit value. */
    int stop() throws InterruptedException {
        process.destroy();
        return exitValue();
    }

    int exitValue() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
