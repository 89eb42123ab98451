package io.prego.benchmark.run;

import java.util.Collection;
import java.util.Locale;

/**
 * Values of several rounds.
 *
 * @param median the mean of the two in the middle where their number is even
 */
record Figures(double median, double min, double max) {

    static Figures of(Collection<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        var upper = sorted[sorted.length / 2];
        var lower = sorted[(sorted.length - 1) / 2];
        return new Figures((lower + upper) / 2, sorted[0], sorted[sorted.length - 1]);
    }

    /** Median, and in brackets the least and the most: {@code 12,345 (11,000..13,000)}. */
    String text() {
        return "%s (%s..%s)".formatted(plain(median), plain(min), plain(max));
    }

    /** Three digits at least: {@code 0.452}, {@code 12.3}, {@code 12,345}. */
    static String plain(double value) {
        if (value == Math.rint(value) || value >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
