package io.prego.query.reading;

import org.jspecify.annotations.Nullable;

/**
 * One row that was found by its id.
 *
 * @param validFrom the position of the event that made it
 * @param validTo that of the event that made the next version; null when none is stored
 * @param streamVersion for {@code ETag}; null where there is none
 * @param body what is answered
 */
public record Versioned<T>(
        long validFrom, @Nullable Long validTo, @Nullable Long streamVersion, T body) {

    /** Whether this row answers the view, however much else the read model may lack. */
    boolean answers(View view) {
        // A version that has ended is the answer of its time for ever.
        return view.asOf() == null ? validFrom >= view.needed() : validTo != null;
    }

    /** Whether nothing that is still to come can change the answer. */
    boolean isFinal(View view) {
        return view.asOf() != null && validTo != null;
    }

    /** Up to where the answer is known to hold all about this thing. */
    long position(View view) {
        return view.asOf() == null || validTo == null ? validFrom : view.asOf();
    }
}
