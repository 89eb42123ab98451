package io.prego.benchmark.prego;

import io.prego.benchmark.CandidateProcess;
import java.util.Map;

/** The process of {@code prego} and of {@code bare}. */
public final class PregoProcess {

    static final Map<String, CandidateProcess.Opening> CANDIDATES =
            Map.of("prego", PregoCandidate::open, "bare", BareCandidate::open);

    private PregoProcess() {}

    public static void main(String[] args) {
        CandidateProcess.run(args, CANDIDATES);
    }
}
