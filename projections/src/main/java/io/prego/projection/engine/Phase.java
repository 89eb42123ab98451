package io.prego.projection.engine;

import java.util.Locale;

/** How far a build is. Each phase is entered by a transaction, and taken up again from its beginning or its offsets. */
enum Phase {
    /** It was asked for. */
    WAITING,
    /** The inputs are read from their beginning, up to where the first generation was. */
    FILLING,
    /** Indexes are made that filling does not need. */
    INDEXING,
    /** Both generations are compared as of one position. */
    COMPARING,
    /** The second generation follows its inputs until it can take the place of the first. */
    SWITCHING;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Phase of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
