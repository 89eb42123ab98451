package io.prego.query.live;

import java.time.Duration;
import java.util.List;

/** One reader's way through what happens. Used by the one thread that writes to the reader, but for {@link #wake}. */
public interface Feed {

    /** What the reader gets at once, before anything happens. */
    Block opening();

    /**
     * What comes next, in order, once.
     *
     * @param max how long it is waited for
     * @return empty when nothing came, or when it was woken
     */
    List<Block> next(Duration max) throws InterruptedException;

    /** What tells the reader, and every proxy on the way, that the stream lives while nothing comes. */
    Block heartbeat();

    /** Ends a wait early. Safe for use by any thread. */
    void wake();

    /** Called once, after the last of the above. */
    void end();
}
