package io.prego.query.event;

import io.prego.edge.json.Instants;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One end of a range of events, included in it: a position, or an instant that is compared with {@code recorded_at}. */
sealed interface Bound {

    record Position(long position) implements Bound {}

    record Moment(Instant instant) implements Bound {}

    Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    /** Null when there is no text; 400 when it is neither. */
    static @Nullable Bound parse(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (POSITION.matcher(text).matches()) {
            return new Position(Long.parseLong(text));
        }
        var instant = Instants.parse(text);
        if (instant == null) {
            throw EdgeProblems.invalid(InputError.query(parameter, "must be an RFC 3339 instant or a position"))
                    .toException();
        }
        return new Moment(instant);
    }
}
