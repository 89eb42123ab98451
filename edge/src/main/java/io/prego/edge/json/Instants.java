package io.prego.edge.json;

import io.prego.event.CloudEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants on the wire: RFC 3339, printed in UTC with exactly six fraction digits. */
public final class Instants {

    private static final int YEAR_MAX = 9999;

    private Instants() {}

    /** As {@link #parse}, for a converter: a text that is no instant throws. */
    public static Instant require(String text) {
        var instant = parse(text);
        if (instant == null) {
            throw new IllegalArgumentException("not an RFC 3339 instant");
        }
        return instant;
    }

    /** {@code 2026-11-20T15:27:16.000001Z}; what is finer than a microsecond is cut off. */
    public static String print(Instant instant) {
        return CloudEvent.INSTANT.format(instant);
    }

    /** The instant that an RFC 3339 date-time with any offset names; null when the text is none, or before year 0. */
    public static @Nullable Instant parse(String text) {
        try {
            var moment = OffsetDateTime.parse(text);
            var utc = moment.withOffsetSameInstant(ZoneOffset.UTC);
            return utc.getYear() < 0 || utc.getYear() > YEAR_MAX ? null : utc.toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
