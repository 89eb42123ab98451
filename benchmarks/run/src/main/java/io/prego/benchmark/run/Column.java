package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.util.List;

/**
 * One column of a table.
 *
 * @param figure its name in {@link Measurements}
 * @param rounds how the values of several rounds are told
 */
record Column(String heading, String figure, Rounds rounds) {

    enum Rounds {
        SPREAD,
        MEDIAN,
        SUM
    }

    /** Median, least and most. */
    static Column spread(String heading, String figure) {
        return new Column(heading, figure, Rounds.SPREAD);
    }

    static Column median(String heading, String figure) {
        return new Column(heading, figure, Rounds.MEDIAN);
    }

    static Column sum(String heading, String figure) {
        return new Column(heading, figure, Rounds.SUM);
    }

    /** What stands in the cell; a dash where nothing was measured. */
    String text(List<Measurements> results) {
        var values = results.stream()
                .filter(one -> one.has(figure))
                .map(one -> one.get(figure))
                .toList();
        if (values.isEmpty()) {
            return "–";
        }
        return switch (rounds) {
            case SPREAD -> Figures.of(values).text();
            case MEDIAN -> Figures.plain(Figures.of(values).median());
            case SUM ->
                Figures.plain(values.stream().mapToDouble(Double::doubleValue).sum());
        };
    }
}
