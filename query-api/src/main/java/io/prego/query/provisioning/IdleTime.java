package io.prego.query.provisioning;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a job has been idle, as {@code stuck_for} says it: seconds ({@code 90}) or ISO 8601 ({@code PT1M30S}). */
final class IdleTime {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

    private IdleTime() {}

    /** Null when nothing was asked for; 400 when it is no such time, negative, or above 31 years. */
    static @Nullable Duration parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var time = SECONDS.matcher(text).matches() ? Duration.ofSeconds(Long.parseLong(text)) : iso(text);
        if (time == null || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw EdgeProblems.invalid(InputError.query("stuck_for", "must be seconds or an ISO 8601 duration"))
                    .toException();
        }
        return time;
    }

    private static @Nullable Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
