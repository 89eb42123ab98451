package io.prego.benchmark.run;

import io.prego.embedded.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All of Prego as its first command starts it, with the same arguments of the JVM, on embedded parts and on free ports. Its
 * folder is deleted at the end.
 */
final class Platform implements AutoCloseable {

    /** The process; its own name stands in tables. */
    static final Competitor PREGO =
            new Competitor("prego", "Prego, all parts", "platform", "io.prego.compose.Prego", "");

    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final int STOP_WITHIN_S = 60;
    private static final Pattern JVM_ARGUMENTS =
            Pattern.compile("<jvmArguments>\\$\\{prego.jvm.arguments}([^<]*)</jvmArguments>");

    private final Path folder;
    private final Map<String, String> variables;
    private final List<String> jvmArguments;
    private final Process process;
    private final double readySeconds;

    private Platform(
            Path folder,
            Map<String, String> variables,
            List<String> jvmArguments,
            Process process,
            double readySeconds) {
        this.folder = folder;
        this.variables = variables;
        this.jvmArguments = jvmArguments;
        this.process = process;
        this.readySeconds = readySeconds;
    }

    /** On an empty folder, without the demo and without a trigger; returns when it says that it is ready. */
    static Platform start() throws IOException, InterruptedException {
        return start(jvmArguments());
    }

    /** The same. */
    static Platform start(List<String> jvmArguments) throws IOException, InterruptedException {
        var folder = Folders.make("platform-");
        var variables = new HashMap<>(Map.of(
                "SERVER_PORT", freePort(),
                "PREGO_KAFKA_PORT", freePort(),
                "PREGO_POSTGRES_PORT", freePort(),
                "PREGO_PIPELINE", "external",
                "PREGO_DEMO", "off",
                "PREGO_DATA_DIR", folder.resolve("data").toString()));
        // The endpoint that does nothing runs in the same server.
        variables.put("SPRING_MAIN_SOURCES", "io.prego.benchmark.platform.NoOpEndpoint");
        return start(folder, variables, jvmArguments);
    }

    /** Stops it and starts it again on the same data. */
    Platform again() throws IOException, InterruptedException {
        stop();
        return start(folder, variables, jvmArguments);
    }

    private static Platform start(Path folder, Map<String, String> variables, List<String> jvmArguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(CandidateFork.NATIVE);
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", ClassPath.of(PREGO).text(), PREGO.main()));
        var log = folder.resolve("log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        var begin = System.nanoTime();
        var process = builder.start();
        while (!Files.readString(log).contains("Prego is ready")) {
            var late = System.nanoTime() - begin > START_WITHIN.toNanos();
            if (late || process.waitFor(5, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("Prego does not start: " + Files.readString(log));
            }
        }
        return new Platform(folder, variables, jvmArguments, process, (System.nanoTime() - begin) / 1e9);
    }

    /** Those of {@code mvn spring-boot:run}, which adds that code is compiled once, for a fast start. */
    static List<String> jvmArgumentsOfRun() throws IOException {
        return Stream.concat(jvmArguments().stream(), Stream.of("-XX:TieredStopAtLevel=1"))
                .toList();
    }

    /** Those of the module's own, for what goes on for longer. */
    static List<String> jvmArguments() throws IOException {
        return jvmArguments(Path.of("compose", "pom.xml"));
    }

    static List<String> jvmArguments(Path pom) throws IOException {
        var found = JVM_ARGUMENTS.matcher(Files.readString(pom));
        if (!found.find()) {
            throw new IOException("compose/pom.xml says nothing about the arguments of the JVM");
        }
        return Arrays.asList(found.group(1).strip().split(" +"));
    }

    /** As a line about what decides. */
    String settings() throws IOException, SQLException {
        return "PostgreSQL: " + Sql.texts(jdbcUrl(), Server.SETTINGS).stream().collect(Collectors.joining(", "));
    }

    /** From the start of the process on. */
    double readySeconds() {
        return readySeconds;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    int port() {
        return Integer.parseInt(variables.getOrDefault("SERVER_PORT", ""));
    }

    String kafka() {
        return "127.0.0.1:" + variables.get("PREGO_KAFKA_PORT");
    }

    Path folder() {
        return folder;
    }

    /** The key of {@code /internal/*}. */
    String key() throws IOException {
        return Files.readString(folder.resolve("data/internal-api-key")).strip();
    }

    String jdbcUrl() throws IOException {
        return "jdbc:postgresql://127.0.0.1:%s/prego?user=postgres&password=%s"
                .formatted(
                        variables.get("PREGO_POSTGRES_PORT"),
                        Files.readString(folder.resolve("data/postgres/password"))
                                .strip());
    }

    private void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_WITHIN_S, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(folder);
    }

    static String freePort() throws IOException {
        return Integer.toString(LoopbackPort.free());
    }
}
