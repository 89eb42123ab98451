package io.prego.benchmark.run;

import io.prego.benchmark.Benchmark;
import io.prego.benchmark.Load;
import io.prego.benchmark.Measured;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What came out, as Markdown. */
final class Report {

    private Report() {}

    /**
     * @param labels of those that ran, in the order of the table
     * @param results one per round
     */
    static String table(Plan plan, Map<Competitor, String> labels, Map<Competitor, List<Measured>> results) {
        var batch = plan.load().benchmark() == Benchmark.BATCH;
        var table = new StringBuilder("""
            | Candidate | | %s | p50, ms | p99, ms | max, ms | tried again | lost or wrong | payload, bytes |
            |---|---|--:|--:|--:|--:|--:|--:|--:|
            """.formatted(batch ? "events/s" : "commands/s"));
        labels.forEach((competitor, label) -> {
            var runs = results.getOrDefault(competitor, List.of());
            table.append("| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            competitor.name(),
                            label,
                            text(runs, batch ? Measured::eventsPerSecond : Measured::commandsPerSecond),
                            text(runs, run -> run.p50Micros() / 1e3),
                            text(runs, run -> run.p99Micros() / 1e3),
                            text(runs, run -> run.maxMicros() / 1e3),
                            sum(runs, Measured::conflicts),
                            sum(runs, Measured::lost),
                            median(runs, Measured::payloadBytes)));
        });
        return table.toString();
    }

    /** Each target beside what was measured; ratios are taken round by round. */
    static String targets(Plan plan, Map<Competitor, List<Measured>> results) {
        var table = new StringBuilder("""
            | Target of `prego` | Measured | |
            |---|--:|---|
            """);
        for (var target : plan.targets()) {
            var values = target.values(results);
            if (!values.isEmpty()) {
                var figures = Figures.of(values);
                table.append("| %s | %s%s | %s |\n"
                        .formatted(
                                target.text(),
                                figures.text(),
                                target.unit(),
                                target.isMetBy(figures.median()) ? "met" : "missed"));
            }
        }
        return table.toString();
    }

    static String load(Load load) {
        return switch (load.benchmark()) {
            case APPEND ->
                "%,d aggregates × (create + %d changes), %d callers, one event per command"
                        .formatted(load.aggregates(), load.changes(), load.callers());
            case CONFLICTS ->
                "%,d changes of %d aggregates by %d callers, one event per command"
                        .formatted((long) load.aggregates() * load.changes(), load.aggregates(), load.callers());
            case BATCH ->
                "%,d aggregates × (create + %d commands of %d events), %d callers"
                        .formatted(load.aggregates(), load.changes(), load.batchEvents(), load.callers());
        };
    }

    private static String text(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        return runs.isEmpty() ? "–" : figures(runs, figure).text();
    }

    private static String median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        return runs.isEmpty() ? "–" : Figures.plain(figures(runs, figure).median());
    }

    private static String sum(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        return Figures.plain(runs.stream().mapToDouble(figure).sum());
    }

    private static Figures figures(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        return Figures.of(runs.stream().map(figure::applyAsDouble).toList());
    }
}
