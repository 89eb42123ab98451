package io.prego.benchmark.axon5;

import io.prego.benchmark.CandidateProcess;
import java.util.Map;

/** The process of Axon 5: as it comes, and with a pool for few cores and batched statements. */
public final class Axon5Process {

    private static final int POOL_DEFAULT = 10;

    /** As the guide of HikariCP advises. */
    private static final int POOL_TUNED = 2 * Runtime.getRuntime().availableProcessors() + 1;

    private static final int BATCH_TUNED = 100;

    static final Map<String, CandidateProcess.Opening> CANDIDATES = Map.of(
            "axon5-jpa", url -> Axon5Candidate.open(url, POOL_DEFAULT, 0),
            "axon5-jpa-tuned", url -> Axon5Candidate.open(url, POOL_TUNED, BATCH_TUNED));

    private Axon5Process() {}

    public static void main(String[] args) {
        CandidateProcess.run(args, CANDIDATES);
    }
}
