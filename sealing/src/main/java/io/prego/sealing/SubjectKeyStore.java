package io.prego.sealing;

import org.jspecify.annotations.Nullable;

/** Where the wrapped keys lie. Rows are written by the append that first needs them, never here. */
public interface SubjectKeyStore {

    /** The newest key of the subject, destroyed or not; null when it has none. */
    @Nullable
    SubjectKey find(String subject);

    /** This generation of the subject's key, destroyed or not; null when there is none. */
    @Nullable
    SubjectKey find(String subject, int generation);
}
