package io.prego.torture.check;

import io.prego.torture.history.Exchange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The shortest history that shows a violation: of the exchanges only those without which it would not show, and of the log
 * what mentions the things that it is about.
 */
public final class Evidence {

    private static final int LINES_MAX = 40;

    private Evidence() {}

    /** For people: events in order of position, then exchanges in the order of their answers. */
    public static String of(Violation violation, Log log, List<Exchange> exchanges) {
        var about = new HashSet<>(violation.about());
        log.entries().stream()
                .filter(entry -> violation.positions().contains(entry.position()))
                .forEach(entry -> about.add(entry.event().streamId()));
        var events = log.entries().stream()
                .filter(entry -> violation.positions().contains(entry.position()) || mentions(entry.told(), about))
                .map(entry -> "    " + entry.told());
        var heard = heard(violation, log, exchanges, about).stream().map(exchange -> "    " + exchange.told());
        var lines =
                Stream.concat(events.limit(LINES_MAX), heard.limit(LINES_MAX)).toList();
        return "  VIOLATION of \"%s\": %s%n%s%n"
                .formatted(violation.invariant(), violation.what(), String.join(System.lineSeparator(), lines));
    }

    /** Where no exchange is needed to show it, those that mention what it is about. */
    private static List<Exchange> heard(Violation violation, Log log, List<Exchange> exchanges, Set<String> about) {
        var mentioning = exchanges.stream()
                .filter(exchange -> mentions(exchange.told(), about))
                .toList();
        var replay = Replay.of(log);
        for (var from : List.of(mentioning, exchanges)) {
            if (isShown(violation, log, replay, from)) {
                return ShortestHistory.of(from, part -> isShown(violation, log, replay, part));
            }
        }
        return mentioning;
    }

    private static boolean isShown(Violation violation, Log log, Replay replay, List<Exchange> part) {
        return Checker.ofHeard(log, replay, part).stream().anyMatch(violation::isAs);
    }

    private static boolean mentions(String line, Set<String> about) {
        return about.stream().anyMatch(line::contains);
    }
}
