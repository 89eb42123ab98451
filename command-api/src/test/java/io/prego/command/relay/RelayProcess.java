package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A relay in a process of its own, which waits at a step until it is told to go on, or for ever. */
final class RelayProcess implements AutoCloseable {

    static final String REACHED = "reached";
    static final String STANDING_BY = "standing by";

    private final Process process;
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    private RelayProcess(Process process) {
        this.process = process;
        Thread.ofPlatform()
                .daemon()
                .start(() -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add));
    }

    /** @param times how often it passes the step before it waits there */
    static RelayProcess start(String jdbcUrl, String kafka, int batchEventsMax, RelayStep step, int times)
            throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = List.of(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RelayProcess.class.getName(),
                jdbcUrl,
                kafka,
                Integer.toString(batchEventsMax),
                step.name(),
                Integer.toString(times));
        return new RelayProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    public static void main(String[] arguments) throws Exception {
        var log = TestLog.migrated(arguments[0]);
        var step = RelayStep.valueOf(arguments[3]);
        var left = new AtomicInteger(Integer.parseInt(arguments[4]));
        var run = RelayRun.start(log, arguments[1], Integer.parseInt(arguments[2]), passed -> {
            if (passed == step && left.decrementAndGet() == 0) {
                waitThere();
            }
        });
        run.awaitState(RelayState.Relaying.class);
        await().forever().until(() -> run.relay.status().state(), RelayState.StandingBy.class::isInstance);
        System.out.println(STANDING_BY);
        // The end of this process's input is its end.
        while (System.in.read() >= 0) {
            run.relay.isRunning();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void waitThere() {
        System.out.println(REACHED);
        try {
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(0);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitLine(String line) {
        await().atMost(RelayRun.PATIENCE)
                .failFast(
                        () -> assertThat(process.isAlive()).as(lines::toString).isTrue())
                .untilAsserted(() -> assertThat(lines).contains(line));
    }

    void goOn() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    void kill() throws Exception {
        signal("-KILL");
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private void signal(String signal) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
