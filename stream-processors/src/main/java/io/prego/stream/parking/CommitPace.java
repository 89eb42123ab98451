package io.prego.stream.parking;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When a topology asks for a commit before its interval is over: a moment after a record that comes after a pause, so that
 * what it makes is seen soon. Where records come without a pause it asks for none, and one transaction holds what a whole
 * interval brought. The tasks of one stream thread share it; a commit is that of all of them. For one thread.
 */
final class CommitPace {

    /** Long enough for the records that were published with the first one. */
    private static final Duration SOON = Duration.ofMillis(3);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private long lastMs;

    void processed(ProcessorContext<?, ?> context) {
        var now = context.currentSystemTimeMs();
        if (now - lastMs >= PAUSE.toMillis()) {
            new Asking(context).begin();
        }
        lastMs = now;
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
