package io.prego.benchmark.run;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Measured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A candidate in a process of its own, with its own class path: peers bring libraries that exclude one another. */
final class CandidateFork implements AutoCloseable {

    /** The same for all. */
    static final List<String> JVM_ARGUMENTS = List.of("-Xms1g", "-Xmx1g");

    private static final List<String> QUIET = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=conventions/logback-test.xml");

    private final Competitor competitor;
    private final Process process;
    private final BufferedReader output;

    private CandidateFork(Competitor competitor, Process process) {
        this.competitor = competitor;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns when it has warmed up. */
    static CandidateFork start(Competitor competitor, String jdbcUrl, Plan plan, long seed) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_ARGUMENTS);
        command.addAll(QUIET);
        command.addAll(List.of("-cp", ClassPath.of(competitor).text(), competitor.main()));
        command.addAll(List.of(
                competitor.name(), jdbcUrl, plan.warmUp().text(), plan.load().text(), Long.toString(seed)));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var fork = new CandidateFork(competitor, process);
        try {
            fork.awaitLine(CandidateProcess.READY::equals);
            return fork;
        } catch (IOException e) {
            fork.close();
            throw e;
        }
    }

    Measured measure() throws IOException {
        try (OutputStream go = process.getOutputStream()) {
            go.write('\n');
        }
        return Measured.of(awaitLine(Measured::isIn));
    }

    private String awaitLine(Predicate<String> wanted) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new IOException(competitor.name() + " has ended without an answer");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
