package io.prego.query.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a thing begins in the log.
 *
 * @param position of its first event; 0 when it is not there
 * @param keys under one of which its records are published
 */
public record Origin(long position, List<String> keys) {

    public static final Origin NONE = new Origin(0, List.of());

    public Origin {
        keys = List.copyOf(keys);
    }

    /** Whether the log holds the thing, up to {@code asOf} when that is not null. */
    public boolean isIn(@Nullable Long asOf) {
        return position > 0 && (asOf == null || position <= asOf);
    }
}
