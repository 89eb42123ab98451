package io.prego.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The process of one candidate. It opens, warms up, several times, says {@value #READY} and waits for a line; then it runs its load and
 * prints one line of {@link Measurements}. Arguments: name of the candidate, JDBC URL, load of the warm-up, load, seed.
 */
public final class CandidateProcess {

    public static final String READY = "READY";

    /** With one, much of what was measured was the compiler. */
    public static final int WARM_UPS = 4;

    /** Opens a candidate on an empty database. */
    public interface Opening {
        Candidate open(String jdbcUrl) throws Exception;
    }

    private CandidateProcess() {}

    /** Ends the JVM afterwards: some peers leave threads behind. */
    public static void run(String[] args, Map<String, Opening> candidates) {
        try {
            measure(args, candidates);
            end();
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void measure(String[] args, Map<String, Opening> candidates) throws Exception {
        var opening = candidates.get(args[0]);
        if (opening == null) {
            throw new IllegalArgumentException("no candidate %s, but %s".formatted(args[0], candidates.keySet()));
        }
        var seed = Long.parseLong(args[4]);
        try (var candidate = opening.open(args[1])) {
            for (var i = 0; i < WARM_UPS; i++) {
                var warmUp = new Workload(candidate, Load.of(args[2]), seed + i).measure();
                if (warmUp.lost() != 0) {
                    throw new IllegalStateException("the warm-up lost %d events".formatted(warmUp.lost()));
                }
            }
            awaitGo();
            System.out.println(new Workload(candidate, Load.of(args[3]), seed + WARM_UPS)
                    .run()
                    .line());
        }
    }

    /** Ends the JVM, whatever threads there still are. */
    public static void end() {
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** Says that it is ready and waits until it may begin. */
    public static void awaitGo() throws IOException {
        System.out.println(READY);
        var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("nobody waits for the figures");
        }
    }
}
