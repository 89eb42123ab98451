package io.prego.benchmark.run;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Measurements;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A candidate in a process of its own, with its own class path: peers bring libraries that exclude one another. */
final class CandidateFork implements AutoCloseable {

    /** The same for all. */
    static final List<String> JVM_ARGUMENTS = List.of("-Xms1g", "-Xmx1g");

    static final List<String> NATIVE =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private static final String QUIET = "-Dlogback.configurationFile=conventions/logback-test.xml";

    private final Competitor competitor;
    private final Process process;
    private final BufferedReader output;

    private CandidateFork(Competitor competitor, Process process) {
        this.competitor = competitor;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns when it says that it is ready. */
    static CandidateFork start(Competitor competitor, List<String> arguments) throws IOException {
        return start(competitor, JVM_ARGUMENTS, arguments);
    }

    static CandidateFork start(Competitor competitor, List<String> jvmArguments, List<String> arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(NATIVE);
        command.add(QUIET);
        command.addAll(List.of("-cp", ClassPath.of(competitor).text(), competitor.main()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var fork = new CandidateFork(competitor, process);
        try {
            fork.awaitReady();
            return fork;
        } catch (IOException e) {
            fork.close();
            throw e;
        }
    }

    /** Lets it go, and waits for its figures. */
    Measurements measure() throws IOException {
        return ask("", System.err::println);
    }

    /**
     * Asks it by a line, and waits for its figures.
     *
     * @param told takes what it says meanwhile
     */
    Measurements ask(String line, Consumer<String> told) throws IOException {
        var input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        for (var answer = output.readLine(); answer != null; answer = output.readLine()) {
            if (Measurements.isIn(answer)) {
                return Measurements.of(answer);
            }
            told.accept(answer);
        }
        throw new IOException(competitor.name() + " has ended without an answer");
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(competitor.name() + " has ended meanwhile");
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private void awaitReady() throws IOException {
        for (var line = output.readLine(); !CandidateProcess.READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException(competitor.name() + " has ended before it was ready");
            }
            System.err.println(line);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
