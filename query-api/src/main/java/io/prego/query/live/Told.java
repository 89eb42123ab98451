package io.prego.query.live;

import io.prego.event.RecordedEvent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event that many readers may be told: its block is made once, for the first of them. Thread-safe. */
public final class Told {

    private final RecordedEvent event;
    private final Function<RecordedEvent, Block> telling;
    private volatile @Nullable Block block;

    Told(RecordedEvent event, Function<RecordedEvent, Block> telling) {
        this.event = event;
        this.telling = telling;
    }

    public RecordedEvent event() {
        return event;
    }

    public Block block() {
        var known = block;
        if (known == null) {
            known = telling.apply(event);
            block = known; // Two that make it at once make the same.
        }
        return known;
    }
}
