package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The process of HTTP clients that ask a platform. */
final class Clients implements AutoCloseable {

    /** Small: it shares the machine with what it measures. */
    static final List<String> JVM_ARGUMENTS = List.of("-Xms192m", "-Xmx192m", "-XX:+UseSerialGC");

    private static final Competitor PROCESS =
            new Competitor("client", "clients", "client", "io.prego.benchmark.client.ClientProcess", "");

    private final Platform platform;
    private final CandidateFork fork;

    private Clients(Platform platform, CandidateFork fork) {
        this.platform = platform;
        this.fork = fork;
    }

    /**
     * Returns when they have warmed up.
     *
     * @param what they do, as arguments of their process
     */
    static Clients start(Platform platform, Map<String, String> what) throws IOException {
        var arguments = new HashMap<>(Map.of(
                "port", Integer.toString(platform.port()),
                "key", platform.key(),
                "clients", "64",
                "warm", "0",
                "seconds", "3600",
                "rate", "0",
                "count", "0",
                "seed", "1"));
        arguments.putAll(what);
        var list = arguments.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        return new Clients(platform, CandidateFork.start(PROCESS, JVM_ARGUMENTS, list));
    }

    /** Their figures, and how many cores the platform took meanwhile. */
    Measurements measure() throws IOException {
        return measure(System.err::println);
    }

    /** @param told takes what they say meanwhile */
    Measurements measure(Consumer<String> told) throws IOException {
        var process = platform.handle();
        var begin = System.nanoTime();
        var jvm = Processes.cpuSeconds(process);
        var database = Processes.cpuSecondsOfChildren(process);
        var measured = fork.ask("", told);
        var seconds = (System.nanoTime() - begin) / 1e9;
        return measured.with("jvm_cores", (Processes.cpuSeconds(process) - jvm) / seconds)
                .with("database_cores", (Processes.cpuSecondsOfChildren(process) - database) / seconds);
    }

    @Override
    public void close() {
        fork.close();
    }
}
