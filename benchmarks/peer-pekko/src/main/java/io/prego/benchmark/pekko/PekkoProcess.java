package io.prego.benchmark.pekko;

import io.prego.benchmark.CandidateProcess;
import java.util.Map;

/** The process of Pekko: as it comes, and with more writers at a time. */
public final class PekkoProcess {

    private static final Map<String, Object> TUNED = Map.of(
            "jdbc-journal.parallelism", 40,
            "jdbc-journal.slick.db.numThreads", 40,
            "jdbc-journal.slick.db.maxConnections", 40,
            "jdbc-journal.slick.db.minConnections", 40);

    static final Map<String, CandidateProcess.Opening> CANDIDATES = Map.of(
            "pekko-jdbc", url -> PekkoCandidate.open(url, Map.of()),
            "pekko-jdbc-tuned", url -> PekkoCandidate.open(url, TUNED));

    private PekkoProcess() {}

    public static void main(String[] args) {
        CandidateProcess.run(args, CANDIDATES);
    }
}
