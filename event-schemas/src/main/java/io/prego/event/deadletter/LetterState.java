package io.prego.event.deadletter;

import java.util.Locale;

/** How a dead letter stands. */
public enum LetterState {
    /** Its record waits, and those of its key behind it, if its consumer keeps an order. */
    PARKED,
    /** Its record was processed after all. */
    REDRIVEN,
    /** It was redriven and failed again: it waits as before. */
    PARKED_AGAIN;

    /** Lower case, as headers, tables and answers have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@link IllegalArgumentException} for any other word. */
    public static LetterState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
