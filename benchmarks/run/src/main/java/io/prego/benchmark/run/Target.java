package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What has to be reached.
 *
 * @param text in the words of a table
 * @param unit behind the value
 * @param value of one round
 * @param atMost whether the limit is one from above
 */
record Target(String text, String unit, Value value, double limit, boolean atMost) {

    /** Out of what all competitors of one round have shown; empty where somebody that it needs did not run. */
    interface Value {
        OptionalDouble of(Map<Competitor, Measurements> round);
    }

    /** A figure of one competitor's own. */
    static Target atMost(String what, Competitor who, String figure, double limit, String unit) {
        return new Target(text(what, limit, unit, true), unit, round -> figure(round, who, figure), limit, true);
    }

    static Target atLeast(String what, Competitor who, String figure, double limit, String unit) {
        return new Target(text(what, limit, unit, false), unit, round -> figure(round, who, figure), limit, false);
    }

    private static String text(String what, double limit, String unit, boolean atMost) {
        return "%s at %s %s%s".formatted(what, atMost ? "most" : "least", Figures.plain(limit), unit);
    }

    /** So many times the same figure of another in the same round, at least. */
    static Target times(String figure, Competitor ours, Competitor theirs, double factor) {
        return new Target(
                "at least %s × `%s`".formatted(Figures.plain(factor), theirs.name()),
                " ×",
                round -> ratio(figure(round, ours, figure), figure(round, theirs, figure)),
                factor,
                false);
    }

    /** So many times the best of the others in the same round, at least. */
    static Target timesBest(String figure, Competitor ours, List<Competitor> others, double factor) {
        return new Target(
                "at least %s × the best peer".formatted(Figures.plain(factor)),
                " ×",
                round -> ratio(figure(round, ours, figure), best(round, figure, others)),
                factor,
                false);
    }

    /** One figure as a part of another of the same round, at most or at least so large. */
    static Target share(
            String what,
            Competitor ours,
            String figure,
            Competitor theirs,
            String other,
            double limit,
            boolean atMost) {
        return new Target(
                text(what, limit, " ×", atMost),
                " ×",
                round -> ratio(figure(round, ours, figure), figure(round, theirs, other)),
                limit,
                atMost);
    }

    private static OptionalDouble best(Map<Competitor, Measurements> round, String figure, List<Competitor> others) {
        return others.stream()
                .map(other -> figure(round, other, figure))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }

    private static OptionalDouble figure(Map<Competitor, Measurements> round, Competitor who, String figure) {
        var shown = round.get(who);
        return shown == null || !shown.has(figure) ? OptionalDouble.empty() : OptionalDouble.of(shown.get(figure));
    }

    private static OptionalDouble ratio(OptionalDouble ours, OptionalDouble theirs) {
        return ours.isEmpty() || theirs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble());
    }

    /** One value per round that has one. */
    List<Double> values(List<Map<Competitor, Measurements>> rounds) {
        return rounds.stream()
                .map(value::of)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    boolean isMetBy(double measured) {
        return atMost ? measured <= limit : measured >= limit;
    }
}
