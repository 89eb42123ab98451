package io.prego.event.deadletter;

import java.util.Locale;

/** What went wrong with a record, in one word. */
public enum PoisonCause {
    /** It cannot be read. */
    UNDECODABLE,
    /** It was read, and what its consumer makes of it throws: a fold, an effect. */
    FAILED,
    /** What it asks for was refused for good, by a database or by a rule. */
    REFUSED;

    /** Lower case, as headers, tables and answers have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@link IllegalArgumentException} for any other word. */
    public static PoisonCause of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
