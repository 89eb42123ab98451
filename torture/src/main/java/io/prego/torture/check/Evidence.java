package io.prego.torture.check;

import io.prego.torture.history.Exchange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The history that shows a violation, for people: events in order of position, then exchanges in the order of their answers. */
public final class Evidence {

    private static final int LINES_MAX = 40;

    private Evidence() {}

    /** What mentions the things that it is about. The exchanges may be of any shape. */
    public static String of(Violation violation, Log log, List<Exchange> exchanges) {
        var about = about(violation, log);
        return told(violation, log, about, mentioning(about, exchanges));
    }

    /**
     * Of the exchanges only those without which it would not show; where none is needed, those that mention what it is about.
     *
     * @param exchanges in which a check has found it
     */
    public static String shortest(Violation violation, Log log, List<Exchange> exchanges) {
        var about = about(violation, log);
        var mentioning = mentioning(about, exchanges);
        var replay = Replay.of(log);
        for (var from : List.of(mentioning, exchanges)) {
            if (isShown(violation, log, replay, from)) {
                var fewest = ShortestHistory.of(from, part -> isShown(violation, log, replay, part));
                return told(violation, log, about, fewest);
            }
        }
        return told(violation, log, about, mentioning);
    }

    private static Set<String> about(Violation violation, Log log) {
        var about = new HashSet<>(violation.about());
        log.entries().stream()
                .filter(entry -> violation.positions().contains(entry.position()))
                .forEach(entry -> about.add(entry.event().streamId()));
        return about;
    }

    private static List<Exchange> mentioning(Set<String> about, List<Exchange> exchanges) {
        return exchanges.stream()
                .filter(exchange -> mentions(exchange.told(), about))
                .toList();
    }

    private static String told(Violation violation, Log log, Set<String> about, List<Exchange> heard) {
        var events = log.entries().stream()
                .filter(entry -> violation.positions().contains(entry.position()) || mentions(entry.told(), about))
                .map(entry -> "    " + entry.told());
        var exchanges = heard.stream().map(exchange -> "    " + exchange.told());
        var lines = Stream.concat(events.limit(LINES_MAX), exchanges.limit(LINES_MAX))
                .toList();
        return "  VIOLATION of \"%s\": %s%n%s%n"
                .formatted(violation.invariant(), violation.what(), String.join(System.lineSeparator(), lines));
    }

    private static boolean isShown(Violation violation, Log log, Replay replay, List<Exchange> part) {
        return Checker.ofHeard(log, replay, part).stream().anyMatch(violation::isAs);
    }

    private static boolean mentions(String line, Set<String> about) {
        return about.stream().anyMatch(line::contains);
    }
}
