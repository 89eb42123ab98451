package io.prego.benchmark.run;

import io.prego.benchmark.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What Prego is meant to reach. */
sealed interface Target {

    /** In the words of a table. */
    String text();

    String unit();

    /** One value per round; empty where a candidate that it needs did not run. */
    List<Double> values(Map<Competitor, List<Measured>> results);

    boolean isMetBy(double value);

    /** At least so many times the events per second of another in the same round. */
    record Times(Competitor other, double factor) implements Target {

        @Override
        public String text() {
            return "at least %s × `%s`".formatted(Figures.plain(factor), other.name());
        }

        @Override
        public String unit() {
            return " ×";
        }

        @Override
        public List<Double> values(Map<Competitor, List<Measured>> results) {
            var ours = results.getOrDefault(Competitor.PREGO, List.of());
            var theirs = results.getOrDefault(other, List.of());
            var ratios = new ArrayList<Double>();
            for (var i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
                ratios.add(ours.get(i).eventsPerSecond() / theirs.get(i).eventsPerSecond());
            }
            return ratios;
        }

        @Override
        public boolean isMetBy(double value) {
            return value >= factor;
        }
    }

    /** A figure of Prego's own, at most or at least so large. */
    record Own(String what, String unit, ToDoubleFunction<Measured> figure, double limit, boolean atMost)
            implements Target {

        @Override
        public String text() {
            return "%s at %s %s%s".formatted(what, atMost ? "most" : "least", Figures.plain(limit), unit);
        }

        @Override
        public List<Double> values(Map<Competitor, List<Measured>> results) {
            return results.getOrDefault(Competitor.PREGO, List.of()).stream()
                    .map(figure::applyAsDouble)
                    .toList();
        }

        @Override
        public boolean isMetBy(double value) {
            return atMost ? value <= limit : value >= limit;
        }
    }

    /** The best of those that ran, by events per second in the same round, outdone so many times. */
    record TimesBest(List<Competitor> others, double factor) implements Target {

        @Override
        public String text() {
            return "at least %s × the best peer".formatted(Figures.plain(factor));
        }

        @Override
        public String unit() {
            return " ×";
        }

        @Override
        public List<Double> values(Map<Competitor, List<Measured>> results) {
            var ours = results.getOrDefault(Competitor.PREGO, List.of());
            var ratios = new ArrayList<Double>();
            for (var i = 0; i < ours.size(); i++) {
                var best = best(results, i);
                if (best > 0) {
                    ratios.add(ours.get(i).eventsPerSecond() / best);
                }
            }
            return ratios;
        }

        private double best(Map<Competitor, List<Measured>> results, int round) {
            return others.stream()
                    .map(other -> results.getOrDefault(other, List.of()))
                    .filter(runs -> runs.size() > round)
                    .mapToDouble(runs -> runs.get(round).eventsPerSecond())
                    .max()
                    .orElse(0);
        }

        @Override
        public boolean isMetBy(double value) {
            return value >= factor;
        }
    }
}
