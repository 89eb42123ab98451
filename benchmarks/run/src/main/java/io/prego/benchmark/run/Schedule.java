package io.prego.benchmark.run;

import java.util.List;
import java.util.Set;

/**
 * How often, and who of those that could.
 *
 * @param seed of the first round; each round has another one
 * @param only names of those that run; empty for all
 */
record Schedule(int rounds, long seed, Set<String> only) {

    private static final int SEED = 20_260_301;
    private static final long SEEDS_PER_ROUND = 1_000;

    /** Takes {@code rounds}, {@code seed} and {@code only}. */
    static Schedule of(Options options, int roundsDefault) {
        var only = options.text("only", "");
        return new Schedule(
                options.number("rounds", roundsDefault),
                options.number("seed", SEED),
                only.isEmpty() ? Set.of() : Set.of(only.split(",", -1)));
    }

    long seed(int round) {
        return seed + SEEDS_PER_ROUND * round;
    }

    List<Competitor> chosen(List<Competitor> all) {
        return all.stream()
                .filter(one -> only.isEmpty() || only.contains(one.name()))
                .toList();
    }
}
