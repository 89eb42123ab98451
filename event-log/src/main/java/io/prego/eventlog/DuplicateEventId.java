package io.prego.eventlog;

/** An event id of the append is in the log already, in another append. Nothing was appended. A bug of the caller. */
public final class DuplicateEventId extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DuplicateEventId(Append append) {
        super("an event id of the append that begins with %s is in the log already"
                .formatted(append.events().getFirst().eventId()));
    }
}
