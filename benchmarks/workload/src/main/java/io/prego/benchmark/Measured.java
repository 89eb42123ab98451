package io.prego.benchmark;

import java.util.Map;

/**
 * What one run of a load has shown.
 *
 * @param latencies of the acknowledged commands, tries included
 * @param events that they wrote
 * @param nanos from the first command to the last answer
 * @param conflicts that callers had to try again after
 * @param lost acknowledged events that the database does not hold, and wrong values of counters
 * @param payloadBytes of a stored event, on average
 */
record Measured(Latencies latencies, long events, long nanos, long conflicts, long lost, double payloadBytes) {

    long commands() {
        return latencies.count();
    }

    Measurements measurements() {
        return new Measurements(Map.of(
                "commands_per_s",
                commands() * 1e9 / nanos,
                "events_per_s",
                events * 1e9 / nanos,
                "p50_ms",
                latencies.ms(50),
                "p99_ms",
                latencies.ms(99),
                "max_ms",
                latencies.ms(100),
                "conflicts",
                (double) conflicts,
                "lost",
                (double) lost,
                "payload_bytes",
                payloadBytes));
    }
}
