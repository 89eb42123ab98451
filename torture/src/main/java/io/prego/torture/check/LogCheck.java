package io.prego.torture.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The log by itself: gapless, in order, whole appends, and each idempotency key once. */
final class LogCheck {

    private static final String GAPLESS = "positions are gapless";
    private static final String VERSIONS = "stream versions are gapless";
    private static final String WHOLE = "no append is partial";
    private static final String CLOCK = "recorded_at never decreases";
    private static final String ONCE = "an idempotency key never acts twice";
    private static final String TAGS = "every tag is indexed";

    private final List<Violation> found = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> keys = new HashMap<>();

    private LogCheck() {}

    static List<Violation> of(Log log, Connection database) throws SQLException {
        var check = new LogCheck();
        check.rows(log);
        check.tags(database);
        return check.found;
    }

    private void rows(Log log) {
        var position = 0L;
        var recorded = Instant.MIN;
        var left = 0;
        for (var entry : log.entries()) {
            var event = entry.event();
            if (event.position() != ++position) {
                found.add(Violation.at(
                        event.position(), GAPLESS, "%d follows %d".formatted(event.position(), position - 1)));
                position = event.position();
            }
            var stream = event.streamType() + "/" + event.streamId();
            if (event.streamVersion() != versions.merge(stream, 1L, Long::sum)) {
                found.add(Violation.at(
                        event.position(),
                        VERSIONS,
                        "%s has %d as its version %d".formatted(stream, event.streamVersion(), versions.get(stream)),
                        event.streamId()));
            }
            if (event.recordedAt().isBefore(recorded)) {
                found.add(
                        Violation.at(event.position(), CLOCK, "%s follows %s".formatted(event.recordedAt(), recorded)));
            }
            recorded = event.recordedAt();
            if (left == 0 ? entry.index() != 0 : entry.index() != entry.size() - left) {
                found.add(Violation.at(
                        event.position(),
                        WHOLE,
                        "event %d of %d where %d were left of the append before"
                                .formatted(entry.index(), entry.size(), left),
                        event.streamId()));
            }
            left = entry.size() - entry.index() - 1;
            keys(entry);
        }
        if (left > 0) {
            found.add(Violation.at(
                    position, WHOLE, "the log ends %d events before the end of its append".formatted(left)));
        }
    }

    private void keys(LogEntry entry) {
        for (var tag : entry.event().tags()) {
            if (tag.startsWith("key:")) {
                var earlier = keys.put(tag, entry.position());
                if (earlier != null) {
                    found.add(new Violation(
                            ONCE,
                            "%s is on the events at %d and %d".formatted(tag, earlier, entry.position()),
                            List.of(earlier, entry.position()),
                            java.util.Set.of(tag)));
                }
            }
        }
    }

    private void tags(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                    WITH carried AS (SELECT unnest(e.tags) AS tag, e.position FROM log.event e),
                         indexed AS (SELECT tag, position FROM log.event_tag)
                    (SELECT 'not indexed' AS what, c.* FROM (TABLE carried EXCEPT ALL TABLE indexed) c LIMIT 3)
                    UNION ALL
                    (SELECT 'not carried', i.* FROM (TABLE indexed EXCEPT ALL TABLE carried) i LIMIT 3)
                    """)) {
            while (rows.next()) {
                found.add(
                        Violation.at(rows.getLong(3), TAGS, "%s: %s".formatted(rows.getString(1), rows.getString(2))));
            }
        }
    }
}
