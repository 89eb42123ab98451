package io.prego.query.event;

import io.prego.edge.json.Instants;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.query.reading.LogIndex;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One end of a range of events, included in it: a position, or an instant that is compared with {@code recorded_at}. */
sealed interface Bound {

    record Position(long position) implements Bound {}

    record Moment(Instant instant) implements Bound {}

    Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    /** The first position of the range; null when there is no text; 400 when it is neither. */
    static @Nullable Long first(String parameter, @Nullable String text, LogIndex log) {
        return switch (parse(parameter, text)) {
            case null -> null;
            case Position at -> at.position();
            // The first event that is not before the instant follows the last one that is.
            case Moment at -> lastAt(at.instant().minus(1, ChronoUnit.MICROS), log) + 1;
        };
    }

    /** The last position of the range, likewise. */
    static @Nullable Long last(String parameter, @Nullable String text, LogIndex log) {
        return switch (parse(parameter, text)) {
            case null -> null;
            case Position at -> at.position();
            case Moment at -> lastAt(at.instant(), log);
        };
    }

    private static long lastAt(Instant instant, LogIndex log) {
        var position = log.positionAt(instant);
        return position == null ? Long.MAX_VALUE - 1 : position;
    }

    private static @Nullable Bound parse(String parameter, @Nullable String text) {
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
