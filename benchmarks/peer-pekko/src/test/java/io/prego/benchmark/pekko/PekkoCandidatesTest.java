package io.prego.benchmark.pekko;

import io.prego.benchmark.CandidateContract;
import io.prego.benchmark.CandidateProcess.Opening;
import io.prego.embedded.SharedPostgres;
import java.util.Map;

class PekkoCandidatesTest extends CandidateContract {

    @Override
    protected Map<String, Opening> candidates() {
        return PekkoProcess.CANDIDATES;
    }

    @Override
    protected String emptyDatabase() {
        return SharedPostgres.freshDatabase();
    }
}
