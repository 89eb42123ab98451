package io.prego.benchmark;

/** A change lost a race and was not written; its caller has to try again. */
public final class Conflicted extends Exception {

    private static final long serialVersionUID = 1L;

    public Conflicted(Throwable cause) {
        super(cause);
    }
}
