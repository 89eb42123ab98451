package io.prego.sealing;

import io.prego.kernel.SealedBytes;

/** Seals the fields of one subject. Thread-safe. */
public interface Sealer {

    /**
     * Two seals of one text differ, so that nobody can tell that two fields hold the same.
     *
     * @param field such as {@code owner_email}; 1 to 255 bytes of UTF-8; it is bound to the seal and readable in it
     */
    SealedBytes seal(String plain, String field);
}
