package io.prego.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * The log did not answer in time: PostgreSQL is gone, frozen or drowned, or this node is stopping. For a read it means
 * "try again"; for an append it means "unknown": its events may be in the log, or may still get there. The same
 * idempotency key finds out. Answered as 503.
 */
public final class EventLogUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EventLogUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
