package io.prego.benchmark.run;

import io.prego.benchmark.Benchmark;
import io.prego.benchmark.Load;
import java.util.List;
import java.util.stream.Stream;

/**
 * What candidates that append are asked for.
 *
 * @param warmUp of each process, on the same database and other aggregates: so long that its compiler has come to rest, as
 *     in a process that serves
 */
record Plan(Load load, Load warmUp, List<Competitor> competitors, List<Target> targets, Schedule schedule) {

    private static final int ROUNDS = 5;
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
    private static final Target NOTHING_LOST = Target.atMost("lost or wrong", Competitor.PREGO, "lost", 0, "");

    /**
     * Takes {@code aggregates}, {@code warm} (aggregates to warm up with), {@code changes} and {@code callers}, beside those of
     * {@link Schedule}.
     */
    static Plan of(Benchmark benchmark, Options options) {
        var standard = standard(benchmark, Schedule.of(options, ROUNDS));
        var load = standard.load;
        var warmUp = standard.warmUp;
        return new Plan(
                new Load(
                        benchmark,
                        options.number("aggregates", load.aggregates()),
                        options.number("changes", load.changes()),
                        load.batchEvents(),
                        options.number("callers", load.callers()),
                        load.noteCharacters()),
                load(benchmark, options.number("warm", warmUp.aggregates()), warmUp.changes(), warmUp.batchEvents()),
                standard.schedule.chosen(standard.competitors),
                standard.targets,
                standard.schedule);
    }

    private static Plan standard(Benchmark benchmark, Schedule schedule) {
        return switch (benchmark) {
            case APPEND ->
                new Plan(
                        load(benchmark, 10_000, 4, 1),
                        load(benchmark, 10_000, 4, 1),
                        Stream.concat(Stream.of(Competitor.PREGO, Competitor.BARE), PEERS.stream())
                                .toList(),
                        List.of(
                                times(Competitor.AXON4, 5),
                                times(Competitor.AXON5, 20),
                                times(Competitor.PEKKO, 3),
                                times(Competitor.BARE, 0.45),
                                Target.atMost("p99", Competitor.PREGO, "p99_ms", 10, " ms"),
                                NOTHING_LOST),
                        schedule);
            case CONFLICTS ->
                new Plan(
                        load(benchmark, 8, 500, 1),
                        load(benchmark, 64, 250, 1),
                        Stream.concat(Stream.of(Competitor.PREGO), PEERS.stream())
                                .toList(),
                        List.of(
                                Target.timesBest("events_per_s", Competitor.PREGO, PEERS, 1.5),
                                Target.atMost("conflicts that callers met", Competitor.PREGO, "conflicts", 0, ""),
                                NOTHING_LOST),
                        schedule);
            case BATCH ->
                new Plan(
                        load(benchmark, 200, 10, 100),
                        load(benchmark, 100, 10, 100),
                        List.of(Competitor.PREGO, Competitor.BARE),
                        List.of(Target.atLeast("events", Competitor.PREGO, "events_per_s", 30_000, "/s"), NOTHING_LOST),
                        schedule);
        };
    }

    private static Target times(Competitor other, double factor) {
        return Target.times("events_per_s", Competitor.PREGO, other, factor);
    }

    private static Load load(Benchmark benchmark, int aggregates, int changes, int batchEvents) {
        return new Load(benchmark, aggregates, changes, batchEvents, CALLERS, NOTE_CHARACTERS);
    }
}
