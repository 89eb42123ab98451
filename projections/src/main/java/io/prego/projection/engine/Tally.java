package io.prego.projection.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears what was stored. */
interface Tally {

    /** @param watermark up to which everything is found stored at the begin */
    void beginAt(long watermark);

    /** @param reached the new watermark; null when it did not move */
    void stored(int records, Duration time, @Nullable Long reached);
}
