package io.prego.sealing;

/**
 * A data key of one subject as it is stored: wrapped by the master key, in the transaction of the first event that it
 * seals. Destroying it is the erasure of all that it sealed: the row goes, or stays with an empty {@code wrapped}.
 *
 * @param subject whose fields it seals: a reference, never an address
 * @param generation counts from 1; 32,767 at most
 * @param wrapped empty when the key was destroyed
 */
@SuppressWarnings("ArrayRecordComponent") // A key is found by subject and generation; nothing compares keys by equals.
public record SubjectKey(String subject, int generation, byte[] wrapped) {

    public SubjectKey {
        if (generation < 1 || generation > Short.MAX_VALUE) {
            throw new IllegalArgumentException("a key's generation is 1..32767, got " + generation);
        }
    }

    boolean destroyed() {
        return wrapped.length == 0;
    }

    /** Never the wrapped bytes. */
    @Override
    public String toString() {
        return "SubjectKey[%s, generation %d]".formatted(subject, generation);
    }
}
