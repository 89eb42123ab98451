package io.prego.compose;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** Prego as a newcomer starts it: a process of its own, on free ports, told by environment variables alone. */
final class PregoProcess implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(3);
    private static final String HEAP_MAX = "512m";

    private final JavaProcess process;
    private final Map<String, String> variables;
    private final Path dataDir;

    private PregoProcess(JavaProcess process, Map<String, String> variables, Path dataDir) {
        this.process = process;
        this.variables = variables;
        this.dataDir = dataDir;
    }

    /** Starts and waits until it says that it is ready. */
    static PregoProcess start(Path dataDir, Map<String, String> more) throws IOException {
        return ready(launch(dataDir, more));
    }

    /** As {@link #start}; at its end it leaves an archive of its classes, with which others start faster. */
    static PregoProcess startAndArchive(Path dataDir) throws IOException {
        var variables = variables(dataDir);
        var process = JavaProcess.launchAndArchive(Prego.class, HEAP_MAX, variables);
        return ready(new PregoProcess(process, variables, dataDir));
    }

    private static PregoProcess ready(PregoProcess started) throws IOException {
        try {
            await().atMost(START_MAX).until(() -> started.process.says("Prego is ready") || !started.process.isAlive());
        } catch (ConditionTimeoutException e) {
            started.close(); // Nobody else knows it, and its folder is about to go.
            throw new IllegalStateException(started.log(), e);
        }
        if (!started.process.isAlive()) {
            throw started.process.died();
        }
        return started;
    }

    /** Starts and does not wait. */
    static PregoProcess launch(Path dataDir, Map<String, String> more) throws IOException {
        var variables = variables(dataDir);
        variables.putAll(more);
        return new PregoProcess(JavaProcess.launch(Prego.class, HEAP_MAX, variables), variables, dataDir);
    }

    private static Map<String, String> variables(Path dataDir) throws IOException {
        return new HashMap<>(Map.of(
                "SERVER_PORT", freePort(),
                "PREGO_KAFKA_PORT", freePort(),
                "PREGO_POSTGRES_PORT", freePort(),
                "PREGO_PIPELINE_STAGE_MS", "20",
                "PREGO_DEMO", "off",
                "PREGO_DATA_DIR", dataDir.toString()));
    }

    /** The same again, on the same ports and data. */
    PregoProcess startAgain() throws IOException {
        return startAgain(Map.of());
    }

    PregoProcess startAgain(Map<String, String> more) throws IOException {
        var all = new HashMap<>(variables);
        all.putAll(more);
        return start(dataDir, all);
    }

    Client client() throws IOException {
        var key = Files.readString(dataDir.resolve("internal-api-key")).strip();
        return new Client(Integer.parseInt(variables.get("SERVER_PORT")), key);
    }

    /** Of the start page. */
    String url() {
        return "http://127.0.0.1:%s/".formatted(variables.get("SERVER_PORT"));
    }

    String kafka() {
        return "127.0.0.1:" + variables.get("PREGO_KAFKA_PORT");
    }

    String log() throws IOException {
        return process.log();
    }

    ProcessHandle handle() {
        return process.handle();
    }

    /** kill -9, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** SIGTERM, as Ctrl-C does; returns the exit value. */
    int stop() throws InterruptedException {
        return process.stop();
    }

    int exitValue() throws InterruptedException {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.close();
    }

    static String freePort() throws IOException {
        return JavaProcess.freePort();
    }
}
