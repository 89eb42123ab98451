package io.prego.benchmark.pekko;

import io.prego.benchmark.CandidateProcess;
import java.util.Map;

/** The process of Pekko: as it comes, and with fewer writers. */
public final class PekkoProcess {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** Fewer writers at a time write larger batches, each of which is one commit. */
    private static final Map<String, Object> TUNED = Map.of(
            "jdbc-journal.parallelism", CORES,
            "jdbc-journal.slick.db.numThreads", 2 * CORES + 1,
            "jdbc-journal.slick.db.maxConnections", 2 * CORES + 1,
            "jdbc-journal.slick.db.minConnections", 2 * CORES + 1);

    static final Map<String, CandidateProcess.Opening> CANDIDATES = Map.of(
            "pekko-jdbc", url -> PekkoCandidate.open(url, Map.of()),
            "pekko-jdbc-tuned", url -> PekkoCandidate.open(url, TUNED));

    private PekkoProcess() {}

    public static void main(String[] args) {
        CandidateProcess.run(args, CANDIDATES);
    }
}
