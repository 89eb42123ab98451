package io.prego.sealing;

/** The master key of this process is not the one that wrapped a stored key. */
public final class WrongMasterKey extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongMasterKey(SubjectKey key, Throwable cause) {
        super(
                "the master key does not open %s: it belongs to another database, or the row was changed"
                        .formatted(key),
                cause);
    }
}
