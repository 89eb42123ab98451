package io.prego.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.benchmark.CandidateProcess.Opening;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every candidate has to do before its figures say anything. Those that are only tuned differ by a number. */
public abstract class CandidateContract {

    protected abstract Map<String, Opening> candidates();

    /** The JDBC URL of one that nobody else uses. */
    protected abstract String emptyDatabase();

    /** Those that take many events in one command. */
    protected Set<String> batching() {
        return candidates().keySet();
    }

    /** Those that look at a counter before they change it. */
    protected Set<String> deciding() {
        return candidates().keySet();
    }

    @TestFactory
    Stream<DynamicTest> what_is_acknowledged_is_stored() {
        return new TreeMap<>(candidates())
                .keySet().stream()
                        .filter(name -> !name.endsWith("tuned"))
                        .map(name -> DynamicTest.dynamicTest(name, () -> everyLoadIsStored(name)));
    }

    private void everyLoadIsStored(String name) throws Exception {
        try (var candidate = candidates().get(name).open(emptyDatabase())) {
            check(candidate, new Load(Benchmark.APPEND, 20, 4, 1, 8, 200), 100);
            if (deciding().contains(name)) {
                check(candidate, new Load(Benchmark.CONFLICTS, 2, 20, 1, 8, 200), 40);
            }
            if (batching().contains(name)) {
                check(candidate, new Load(Benchmark.BATCH, 4, 2, 10, 2, 200), 12);
            }
        }
    }

    private static void check(Candidate candidate, Load load, long commands) throws Exception {
        var seed = load.benchmark().ordinal();
        var measured = new Workload(candidate, load, seed).measure();
        assertThat(measured.commands()).as(load.text()).isEqualTo(commands);
        assertThat(measured.lost()).as(load.text()).isZero();
        assertThat(measured.payloadBytes()).isBetween(200.0, 320.0);
    }
}
