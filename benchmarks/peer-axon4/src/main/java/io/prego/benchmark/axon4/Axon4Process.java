package io.prego.benchmark.axon4;

import io.prego.benchmark.CandidateProcess;
import java.util.Map;

/** The process of Axon 4: as it comes, with a pool for few cores, with the caching repository, with both. */
public final class Axon4Process {

    static final int POOL_DEFAULT = 10;

    /** As the guide of HikariCP advises. */
    private static final int POOL_TUNED = 2 * Runtime.getRuntime().availableProcessors() + 1;

    static final Map<String, CandidateProcess.Opening> CANDIDATES = Map.of(
            "axon4-jdbc", url -> Axon4Candidate.open(url, POOL_DEFAULT, false),
            "axon4-jdbc-tuned", url -> Axon4Candidate.open(url, POOL_TUNED, false),
            "axon4-jdbc-cached", url -> Axon4Candidate.open(url, POOL_DEFAULT, true),
            "axon4-jdbc-cached-tuned", url -> Axon4Candidate.open(url, POOL_TUNED, true));

    private Axon4Process() {}

    public static void main(String[] args) {
        CandidateProcess.run(args, CANDIDATES);
    }
}
