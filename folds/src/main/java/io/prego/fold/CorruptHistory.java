package io.prego.fold;

import io.prego.event.RecordedEvent;
import io.prego.event.deadletter.ContentFree;

/**
 * An event that no decider could have appended after the state before it, so that folding on would make a state that is
 * not true. It names positions and ids only, nothing of a payload.
 */
public final class CorruptHistory extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1;

    /** @param why what stands against it, to be read after a colon */
    public CorruptHistory(RecordedEvent event, String why) {
        super("%s of %s at position %d: %s".formatted(event.type(), event.streamId(), event.position(), why));
    }

    /**
     * Throws unless the event comes later in its stream than the version that the state has. A gap is allowed: event
     * types which this version of the code does not know are left out.
     */
    public static void unlessLater(RecordedEvent event, long streamVersion) {
        if (event.streamVersion() <= streamVersion) {
            throw new CorruptHistory(
                    event, "version %d comes after version %d".formatted(event.streamVersion(), streamVersion));
        }
    }
}
