package io.prego.torture.check;

import io.prego.torture.history.Exchange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The shortest history that shows a violation: what mentions the things that it is about, and nothing else. */
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
        var heard = exchanges.stream()
                .filter(exchange -> mentions(exchange.told(), about))
                .map(exchange -> "    " + exchange.told());
        var lines =
                Stream.concat(events.limit(LINES_MAX), heard.limit(LINES_MAX)).toList();
        return "  VIOLATION of \"%s\": %s%n%s%n"
                .formatted(violation.invariant(), violation.what(), String.join(System.lineSeparator(), lines));
    }

    private static boolean mentions(String line, Set<String> about) {
        return about.stream().anyMatch(line::contains);
    }
}
