package io.prego.torture;

import io.prego.torture.check.Violation;
import io.prego.torture.fault.Fault;
import io.prego.torture.fault.Recovery;
import io.prego.torture.platform.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a campaign has found.
 *
 * @param exchanges how many requests clients have sent
 * @param events how many were in the log at the last check
 * @param evidence for each violation, the history that shows it
 */
public record Verdict(
        Plan plan,
        List<Fault> faults,
        int exchanges,
        long events,
        List<Recovery> recoveries,
        List<Violation> violations,
        String evidence) {

    public Verdict {
        faults = List.copyOf(faults);
        recoveries = List.copyOf(recoveries);
        violations = List.copyOf(violations);
    }

    /** For people. */
    public String told() {
        var text = new StringBuilder("%d faults, %d events, %d requests, %d violations%n"
                .formatted(faults.size(), events, exchanges, violations.size()));
        faults.stream()
                .collect(Collectors.groupingBy(Fault::kind, TreeMap::new, Collectors.counting()))
                .forEach((kind, count) -> text.append("  %4d %s%n".formatted(count, kind)));
        for (var role : Role.values()) {
            var times = recoveries.stream()
                    .filter(recovery -> recovery.killed() == role)
                    .map(Recovery::ofItsWork)
                    .sorted()
                    .toList();
            if (!times.isEmpty()) {
                text.append("  recovery after kill -9 of %s: p50 %s, worst %s, of %d%n"
                        .formatted(
                                role.word(),
                                seconds(times.get(times.size() / 2)),
                                seconds(times.getLast()),
                                times.size()));
            }
        }
        if (!violations.isEmpty()) {
            text.append(evidence)
                    .append("Repeat it with: ")
                    .append(plan.command())
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
