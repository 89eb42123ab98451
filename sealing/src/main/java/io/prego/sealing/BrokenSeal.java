package io.prego.sealing;

/** A sealed field that its subject's key does not open: damaged, of another subject or field, or not a seal at all. */
public final class BrokenSeal extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenSeal(String message) {
        super(message);
    }

    BrokenSeal(String message, Throwable cause) {
        super(message, cause);
    }
}
