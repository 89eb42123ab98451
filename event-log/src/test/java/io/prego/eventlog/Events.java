package io.prego.eventlog;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Events of no meaning for the tests of the log. */
final class Events {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Events() {}

    /** An event of the stream {@code thing/<stream>} with these tags. */
    static NewEvent event(String stream, String... tags) {
        return typed("thing.happened", stream, tags);
    }

    static NewEvent typed(String type, String stream, String... tags) {
        return new NewEvent(
                UuidCreator.getTimeOrderedEpoch(),
                type,
                7,
                "thing",
                stream,
                List.of(tags),
                NOON,
                "service:test",
                null,
                "trace_1",
                null,
                null,
                null,
                null,
                ("payload of " + stream).getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for an outcome that is certain to come. */
    static AppendOutcome outcome(CompletableFuture<AppendOutcome> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    static AppendOutcome.Appended appended(CompletableFuture<AppendOutcome> future) {
        return (AppendOutcome.Appended) outcome(future);
    }
}
