package io.prego.torture.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A main class in a process of its own on the class path of this JVM, which takes signals. */
final class JavaProcess {

    private static final List<String> ALWAYS = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Xmx256m");
    private static final int SIGNAL_MAX_S = 10;
    private static final int WORDS_MAX = 600;

    private final Process process;
    private final Path output;
    private final long outputBefore;

    private JavaProcess(Process process, Path output, long outputBefore) {
        this.process = process;
        this.output = output;
        this.outputBefore = outputBefore;
    }

    /**
     * Starts and does not wait.
     *
     * @param output where what it says is added
     */
    static JavaProcess launch(
            Class<?> main, List<String> arguments, Map<String, String> variables, Path output, ClassArchives classes)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ALWAYS);
        command.addAll(classes.arguments(main));
        command.addAll(List.of(Leash.class.getName(), main.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(variables);
        var before = Files.exists(output) ? Files.size(output) : 0;
        return new JavaProcess(builder.start(), output, before);
    }

    /** Whether it has said so since it was launched. */
    boolean says(String words) throws IOException {
        return log().contains(words);
    }

    /** What it has said since it was launched. */
    String log() throws IOException {
        var all = Files.readAllBytes(output);
        return new String(
                all, (int) outputBefore, all.length - (int) outputBefore, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The end of what it has said. */
    String lastWords() {
        try {
            var all = log();
            return all.substring(Math.max(0, all.length() - WORDS_MAX)).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP: it does nothing more, and its connections stay. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP", process.pid());
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT", process.pid());
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        if (!kill.waitFor(SIGNAL_MAX_S, TimeUnit.SECONDS)) {
            throw new IOException("kill -%s %d does not end".formatted(name, pid));
        }
    }
}
