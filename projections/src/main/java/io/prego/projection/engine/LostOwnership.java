package io.prego.projection.engine;

import java.io.Serial;

/** Another session owns the projection now; whatever this one wanted to write was not written. */
final class LostOwnership extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LostOwnership(String projection) {
        super("another session owns the projection " + projection);
    }
}
