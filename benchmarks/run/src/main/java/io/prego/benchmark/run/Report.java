package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What came out, as Markdown. */
final class Report {

    private Report() {}

    /**
     * @param labels of those that ran, in the order of the table
     * @param rounds what each has shown
     */
    static String table(
            List<Column> columns, Map<Competitor, String> labels, List<Map<Competitor, Measurements>> rounds) {
        var table = new StringBuilder("| Candidate | |");
        columns.forEach(column -> table.append(" %s |".formatted(column.heading())));
        table.append("\n|---|---|").append("--:|".repeat(columns.size())).append('\n');
        labels.forEach((competitor, label) -> {
            var results = rounds.stream()
                    .filter(round -> round.containsKey(competitor))
                    .map(round -> round.get(competitor))
                    .toList();
            table.append("| `%s` | %s | ".formatted(competitor.name(), label))
                    .append(columns.stream()
                            .map(column -> column.text(results))
                            .collect(Collectors.joining(" | ", "", " |\n")));
        });
        return table.toString();
    }

    /** Each target beside what was measured; ratios are taken round by round. */
    static String targets(List<Target> targets, List<Map<Competitor, Measurements>> rounds) {
        var table = new StringBuilder("""
            | Target | Measured | |
            |---|--:|---|
            """);
        for (var target : targets) {
            var values = target.values(rounds);
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
}
