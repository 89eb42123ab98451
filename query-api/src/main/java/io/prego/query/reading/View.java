package io.prego.query.reading;

import org.jspecify.annotations.Nullable;

/**
 * The state that a read answers from, once it is resolved.
 *
 * @param asOf the last position that counts; null for the newest rows
 * @param needed the position that the read model must hold; 0 when any state will do
 */
public record View(@Nullable Long asOf, long needed) {

    /** The WHERE clause for a table whose rows are versions; {@code :as_of} is its parameter. */
    public String versions() {
        return asOf == null ? "valid_to IS NULL" : "valid_from <= :as_of AND (valid_to IS NULL OR valid_to > :as_of)";
    }

    /** The last position that the answer tells of: that of {@code as_of}, else all that the read model holds for sure. */
    public long last() {
        return asOf == null ? needed : asOf;
    }

    /** The same view, of a read model that holds this position too. */
    public View needing(long position) {
        return new View(asOf, Math.max(needed, position));
    }
}
