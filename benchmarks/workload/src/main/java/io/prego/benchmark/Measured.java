package io.prego.benchmark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run of a load has shown.
 *
 * @param commands acknowledged ones
 * @param events that they wrote
 * @param nanos from the first command to the last answer
 * @param p50Micros of a command, tries included
 * @param conflicts that callers had to try again after
 * @param lost acknowledged events that the database does not hold, and wrong values of counters
 * @param payloadBytes of a stored event, on average
 */
public record Measured(
        long commands,
        long events,
        long nanos,
        long p50Micros,
        long p99Micros,
        long maxMicros,
        long conflicts,
        long lost,
        long payloadBytes) {

    private static final String MARK = "RESULT ";

    /** @param latencies of all commands, in nanoseconds; sorted by this */
    static Measured of(long[] latencies, long events, long nanos, long conflicts, long lost, long payloadBytes) {
        Arrays.sort(latencies);
        return new Measured(
                latencies.length,
                events,
                nanos,
                percentile(latencies, 50) / 1_000,
                percentile(latencies, 99) / 1_000,
                percentile(latencies, 100) / 1_000,
                conflicts,
                lost,
                payloadBytes);
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[Math.max(0, Math.ceilDiv(sorted.length * percent, 100) - 1)];
    }

    public double commandsPerSecond() {
        return commands * 1e9 / nanos;
    }

    public double eventsPerSecond() {
        return events * 1e9 / nanos;
    }

    /** One line; {@link #of(String)} reads it. */
    public String line() {
        var fields = new TreeMap<String, Long>();
        fields.put("commands", commands);
        fields.put("events", events);
        fields.put("nanos", nanos);
        fields.put("p50", p50Micros);
        fields.put("p99", p99Micros);
        fields.put("max", maxMicros);
        fields.put("conflicts", conflicts);
        fields.put("lost", lost);
        fields.put("bytes", payloadBytes);
        var line = new StringBuilder(MARK);
        fields.forEach(
                (name, value) -> line.append(name).append('=').append(value).append(' '));
        return line.toString().strip();
    }

    public static boolean isIn(String line) {
        return line.startsWith(MARK);
    }

    public static Measured of(String line) {
        Map<String, Long> fields = new HashMap<>();
        for (var field : line.substring(MARK.length()).split(" ", -1)) {
            var equals = field.indexOf('=');
            fields.put(field.substring(0, equals), Long.valueOf(field.substring(equals + 1)));
        }
        return new Measured(
                field(fields, "commands"),
                field(fields, "events"),
                field(fields, "nanos"),
                field(fields, "p50"),
                field(fields, "p99"),
                field(fields, "max"),
                field(fields, "conflicts"),
                field(fields, "lost"),
                field(fields, "bytes"));
    }

    private static long field(Map<String, Long> fields, String name) {
        var value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the result names no " + name);
        }
        return value;
    }
}
