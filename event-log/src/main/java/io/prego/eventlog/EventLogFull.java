package io.prego.eventlog;

/** Too many appends or commands wait already; this one was not taken and nothing of it is in the log. Answered as 503. */
public final class EventLogFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EventLogFull(String message) {
        super(message);
    }
}
