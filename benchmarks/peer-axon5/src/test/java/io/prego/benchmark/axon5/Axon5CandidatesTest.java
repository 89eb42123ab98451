package io.prego.benchmark.axon5;

import io.prego.benchmark.CandidateContract;
import io.prego.benchmark.CandidateProcess.Opening;
import io.prego.embedded.SharedPostgres;
import java.util.Map;

class Axon5CandidatesTest extends CandidateContract {

    @Override
    protected Map<String, Opening> candidates() {
        return Axon5Process.CANDIDATES;
    }

    @Override
    protected String emptyDatabase() {
        return SharedPostgres.freshDatabase();
    }
}
