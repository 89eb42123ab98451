package io.prego.event.codec;

import io.prego.event.deadletter.ContentFree;

/** Bytes that no committed schema explains: an unknown schema id, a damaged payload, a value that its type refuses. */
public final class UndecodableEvent extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1;

    public UndecodableEvent(String message, Throwable cause) {
        super(message, cause);
    }

    public UndecodableEvent(String message) {
        super(message);
    }
}
