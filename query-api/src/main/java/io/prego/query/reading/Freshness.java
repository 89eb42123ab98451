package io.prego.query.reading;

import io.prego.edge.position.ReadHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of the log a read model holds.
 *
 * @param watermark all events up to this position
 * @param revision moves whenever its rows or its watermark do
 * @param lag how long the first event that it lacks has been in the log; zero when it lacks none
 * @param parked why records of the asked keys are parked, in one word; null when none is
 * @param anyParked the same for any key; null when the read model lacks nothing that it has passed
 */
public record Freshness(
        long watermark,
        long revision,
        Duration lag,
        @Nullable String parked,
        @Nullable String anyParked) {

    public ReadHeaders headers() {
        return ReadHeaders.at(watermark, lag).parked(parked);
    }

    /** For an answer that no parked record can change. */
    Freshness withoutParked() {
        return new Freshness(watermark, revision, lag, null, anyParked);
    }

    /** For an answer made of whatever keys there are. */
    Freshness withAnyParked() {
        return withParked(anyParked);
    }

    Freshness withParked(@Nullable String word) {
        return new Freshness(watermark, revision, lag, word, anyParked);
    }

    /** For an answer about one thing, which holds everything about that thing up to a position of its own. */
    ReadHeaders headersOf(long position) {
        return position > watermark ? ReadHeaders.at(position, lag).parked(parked) : headers();
    }
}
