package io.prego.query.event;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.ProblemException;
import io.prego.query.reading.LogIndex;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream begins.
 *
 * @param after the last position that its reader does not get
 * @param named whether the reader said where; if not, it gets what comes from now on
 * @param head of the log when it was asked for
 */
record Start(long after, boolean named, long head) {

    static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    /**
     * After the last event that the reader saw, else from where it asks, else from now on: a reader that comes back asks
     * with the URL of its first time. 400 for what is no position, or lies above the head.
     */
    static Start of(@Nullable String lastEventId, @Nullable String from, LogIndex log) {
        var first = Bound.first("from", from, log);
        var head = log.head();
        if (lastEventId != null) {
            return new Start(seen(lastEventId, head), true, head);
        }
        if (first == null) {
            return new Start(head, false, head);
        }
        if (first > head + 1) {
            throw refused(InputError.query("from", "is above the head of the log, or in the future"));
        }
        return new Start(Math.max(first, 1) - 1, true, head);
    }

    private static long seen(String lastEventId, long head) {
        var sent = lastEventId.strip();
        if (!POSITION.matcher(sent).matches()) {
            throw refused(InputError.header("last-event-id", "must be the position of an event, or 0 for none"));
        }
        var position = Long.parseLong(sent);
        if (position > head) {
            throw refused(InputError.header("last-event-id", "is above the head of the log"));
        }
        return position;
    }

    private static ProblemException refused(InputError error) {
        return EdgeProblems.invalid(error).toException();
    }
}
