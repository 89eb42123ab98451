package io.prego.benchmark.prego;

import io.prego.benchmark.CandidateContract;
import io.prego.benchmark.CandidateProcess.Opening;
import io.prego.embedded.SharedPostgres;
import java.util.Map;

class PregoCandidatesTest extends CandidateContract {

    @Override
    protected Map<String, Opening> candidates() {
        return PregoProcess.CANDIDATES;
    }

    @Override
    protected String emptyDatabase() {
        return SharedPostgres.freshDatabase();
    }
}
