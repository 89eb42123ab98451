package io.prego.stream.parking;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When a topology asks for a commit before its interval is over: a moment after a record that comes after a pause, so that
 * what it makes is seen soon. Where records come without a pause, or it has just asked, it asks for none, and one transaction
 * holds what a whole interval brought. The tasks of one stream thread share it; a commit is that of all of them. For one
 * thread.
 */
final class CommitPace {

    /** Long enough for the records that were published with the first one. */
    private static final Duration SOON = Duration.ofMillis(3);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** As long as the interval is by default: a transaction costs more than the few records that it then holds. */
    private static final Duration BETWEEN_TWO = Duration.ofMillis(50);

    private long lastRecordMs;
    private long lastAskedMs;

    void processed(ProcessorContext<?, ?> context) {
        var now = context.currentSystemTimeMs();
        if (now - lastRecordMs >= PAUSE.toMillis() && now - lastAskedMs >= BETWEEN_TWO.toMillis()) {
            new Asking(context).begin();
            lastAskedMs = now;
        }
        lastRecordMs = now;
    }

    private static final class Asking {

        private final ProcessorContext<?, ?> context;
        private @Nullable Cancellable timer;

        Asking(ProcessorContext<?, ?> context) {
            this.context = context;
        }

        void begin() {
            timer = context.schedule(SOON, PunctuationType.WALL_CLOCK_TIME, _ -> ask());
        }

        private void ask() {
            if (timer != null) {
                timer.cancel();
            }
            context.commit();
        }
    }
}
