package io.prego.benchmark.axon4;

import io.prego.benchmark.CandidateContract;
import io.prego.benchmark.CandidateProcess.Opening;
import io.prego.embedded.SharedPostgres;
import java.util.Map;

class Axon4CandidatesTest extends CandidateContract {

    @Override
    protected Map<String, Opening> candidates() {
        return Axon4Process.CANDIDATES;
    }

    @Override
    protected String emptyDatabase() {
        return SharedPostgres.freshDatabase();
    }
}
