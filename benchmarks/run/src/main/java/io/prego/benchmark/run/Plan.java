package io.prego.benchmark.run;

import io.prego.benchmark.Benchmark;
import io.prego.benchmark.Load;
import io.prego.benchmark.Measured;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run: who competes, on what, how often.
 *
 * @param warmUp of each process, on the same database and other aggregates
 * @param seed of the first round; each round has the next one
 */
record Plan(Load load, Load warmUp, List<Competitor> competitors, List<Target> targets, int rounds, long seed) {

    private static final int ROUNDS = 5;
    private static final long SEED = 20_260_301;
    private static final int CALLERS = 64;
    private static final int NOTE_CHARACTERS = 200;

    private static final List<Competitor> PEERS = List.of(
            Competitor.AXON4,
            Competitor.AXON4_TUNED,
            Competitor.AXON4_CACHED,
            Competitor.AXON4_CACHED_TUNED,
            Competitor.PEKKO,
            Competitor.PEKKO_TUNED,
            Competitor.AXON5,
            Competitor.AXON5_TUNED);
    private static final Target NOTHING_LOST = new Target.Own("lost or wrong", "", Measured::lost, 0, true);

    /** @param arguments name of the benchmark, then {@code name=value} for rounds, seed, only, aggregates, changes */
    static Plan of(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("which benchmark? " + Arrays.toString(Benchmark.values()));
        }
        var options = options(arguments.subList(1, arguments.size()));
        var standard = standard(Benchmark.named(arguments.getFirst()));
        var load = standard.load;
        var plan = new Plan(
                new Load(
                        load.benchmark(),
                        number(options, "aggregates", load.aggregates()),
                        number(options, "changes", load.changes()),
                        load.batchEvents(),
                        number(options, "callers", load.callers()),
                        load.noteCharacters()),
                standard.warmUp,
                only(options.remove("only"), standard.competitors),
                standard.targets,
                number(options, "rounds", standard.rounds),
                number(options, "seed", (int) standard.seed));
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("no such options: " + options.keySet());
        }
        return plan;
    }

    private static Map<String, String> options(List<String> arguments) {
        var options = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return options;
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        var given = options.remove(name);
        return given == null ? otherwise : Integer.parseInt(given);
    }

    private static List<Competitor> only(@Nullable String names, List<Competitor> all) {
        if (names == null) {
            return all;
        }
        var wanted = Set.of(names.split(",", -1));
        return all.stream().filter(one -> wanted.contains(one.name())).toList();
    }

    private static Plan standard(Benchmark benchmark) {
        return switch (benchmark) {
            case APPEND ->
                plan(
                        load(benchmark, 10_000, 4, 1),
                        load(benchmark, 1_000, 4, 1),
                        Stream.concat(Stream.of(Competitor.PREGO, Competitor.BARE), PEERS.stream())
                                .toList(),
                        List.of(
                                new Target.Times(Competitor.AXON4, 5),
                                new Target.Times(Competitor.AXON5, 20),
                                new Target.Times(Competitor.PEKKO, 3),
                                new Target.Times(Competitor.BARE, 0.45),
                                new Target.Own("p99", " ms", one -> one.p99Micros() / 1e3, 10, true),
                                NOTHING_LOST));
            case CONFLICTS ->
                plan(
                        load(benchmark, 8, 500, 1),
                        load(benchmark, 8, 100, 1),
                        Stream.concat(Stream.of(Competitor.PREGO), PEERS.stream())
                                .toList(),
                        List.of(
                                new Target.TimesBest(PEERS, 1.5),
                                new Target.Own("conflicts that callers met", "", Measured::conflicts, 0, true),
                                NOTHING_LOST));
            case BATCH ->
                plan(
                        load(benchmark, 200, 10, 100),
                        load(benchmark, 40, 10, 100),
                        List.of(Competitor.PREGO, Competitor.BARE),
                        List.of(
                                new Target.Own("events", "/s", Measured::eventsPerSecond, 30_000, false),
                                NOTHING_LOST));
        };
    }

    private static Load load(Benchmark benchmark, int aggregates, int changes, int batchEvents) {
        return new Load(benchmark, aggregates, changes, batchEvents, CALLERS, NOTE_CHARACTERS);
    }

    private static Plan plan(Load load, Load warmUp, List<Competitor> competitors, List<Target> targets) {
        return new Plan(load, warmUp, competitors, targets, ROUNDS, SEED);
    }
}
