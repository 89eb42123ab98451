package io.prego.query.reading;

import io.prego.edge.position.ReadHeaders;
import java.time.Duration;

/**
 * How much of the log a read model holds.
 *
 * @param watermark all events up to this position
 * @param revision moves whenever its rows or its watermark do
 * @param lag how long the first event that it lacks has been in the log; zero when it lacks none
 */
public record Freshness(long watermark, long revision, Duration lag) {

    public ReadHeaders headers() {
        return ReadHeaders.at(watermark, lag);
    }

    /** For an answer about one thing, which holds everything about that thing up to a position of its own. */
    ReadHeaders headersOf(long position) {
        return position > watermark ? ReadHeaders.at(position, lag) : headers();
    }
}
