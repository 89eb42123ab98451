package io.prego.compose;

import io.prego.embedded.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A main class in a process of its own, told by environment variables alone, with what it has said. */
final class JavaProcess implements AutoCloseable {

    private static final List<String> ALWAYS = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable");

    /** So long that a busy machine may take its time: whoever hangs is found all the same. */
    private static final Duration END_MAX = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts and does not wait.
     *
     * @param heapMax such as {@code 256m}
     */
    static JavaProcess launch(Class<?> main, String heapMax, Map<String, String> variables) throws IOException {
        return launch(main, heapMax, variables, ClassArchive.used());
    }

    /** As {@link #launch(Class, String, Map)}; at its end it leaves an archive of its classes to those that follow. */
    static JavaProcess launchAndArchive(Class<?> main, String heapMax, Map<String, String> variables)
            throws IOException {
        return launch(main, heapMax, variables, ClassArchive.made());
    }

    private static JavaProcess launch(
            Class<?> main, String heapMax, Map<String, String> variables, List<String> archive) throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ALWAYS);
        command.addAll(archive);
        command.addAll(List.of("-Xmx" + heapMax, "-cp", ClassArchive.classPath(), main.getName()));
        var output = Files.createTempFile("prego-", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        return new JavaProcess(builder.start(), output);
    }

    String log() throws IOException {
        return Files.readString(output);
    }

    boolean says(String words) throws IOException {
        return log().contains(words);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What is thrown when it ended and should not have. */
    IllegalStateException died() throws IOException {
        return new IllegalStateException("it ended with %d: %s".formatted(process.exitValue(), log()));
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
        if (!process.waitFor(END_MAX)) {
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
        return Integer.toString(LoopbackPort.free());
    }
}
