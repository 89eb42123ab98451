package io.prego.benchmark.prego;

import io.prego.benchmark.Benchmark;
import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Load;
import io.prego.benchmark.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * The product's log as it grows. Argument: JDBC URL. Says READY, then takes lines: {@code fill events} appends that many
 * in large commands, {@code measure aggregates} runs the load of {@link Benchmark#APPEND}; each is answered by a line of
 * figures.
 */
public final class GrowthProcess {

    private static final int CALLERS = 64;
    private static final int FILLERS = 8;
    private static final int CHANGES = 4;
    private static final int BATCH = 100;
    private static final int BATCHES = 10;
    private static final int NOTE_CHARACTERS = 200;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final PregoCandidate candidate;
    private long seed;

    private GrowthProcess(PregoCandidate candidate) {
        this.candidate = candidate;
    }

    public static void main(String[] args) throws Exception {
        try (var candidate = PregoCandidate.open(args[0])) {
            new GrowthProcess(candidate).serve();
        }
        CandidateProcess.end();
    }

    private void serve() throws Exception {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(CandidateProcess.READY);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var asked = line.strip().split(" ", -1);
            var load = load(asked[0], Integer.parseInt(asked[1]));
            var measured = new Workload(candidate, load, ++seed).run();
            System.out.println(measured.with("heap_mb", heapMb()).line());
        }
    }

    private static Load load(String what, int amount) throws IOException {
        return switch (what) {
            case "fill" ->
                new Load(
                        Benchmark.BATCH,
                        Math.max(1, amount / (1 + BATCH * BATCHES)),
                        BATCHES,
                        BATCH,
                        FILLERS,
                        NOTE_CHARACTERS);
            case "measure" -> new Load(Benchmark.APPEND, amount, CHANGES, 1, CALLERS, NOTE_CHARACTERS);
            default -> throw new IOException("no such thing: " + what);
        };
    }

    /** What is still in use after everything that can go has gone. */
    private static double heapMb() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_PER_MIB;
    }
}
