package io.prego.sealing;

import com.google.crypto.tink.Aead;
import io.prego.kernel.SealedBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** One subject's AES-256-GCM key, ready to use. Thread-safe. */
final class DataKey implements Sealer {

    private static final int KEY_BYTES = 32;

    private final String subject;
    private final int generation;
    private final Aead aead;

    private DataKey(String subject, int generation, byte[] key) {
        this.subject = subject;
        this.generation = generation;
        this.aead = new AesGcm(key);
    }

    static NewSubject generate(String subject, int generation, Aead master) {
        var key = AesGcm.randomBytes(KEY_BYTES);
        try {
            var wrapped = master.encrypt(key, wrapping(subject, generation));
            return new NewSubject(new SubjectKey(subject, generation, wrapped), new DataKey(subject, generation, key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt with AES-256-GCM", e);
        }
    }

    /** {@link WrongMasterKey} when the master key is not the one that wrapped it. */
    static DataKey unwrap(SubjectKey key, Aead master) {
        try {
            var bytes = master.decrypt(key.wrapped(), wrapping(key.subject(), key.generation()));
            return new DataKey(key.subject(), key.generation(), bytes);
        } catch (GeneralSecurityException e) {
            throw new WrongMasterKey(key, e);
        }
    }

    // A row that was moved to another subject or generation does not unwrap.
    private static byte[] wrapping(String subject, int generation) {
        return "subject key %d of %s".formatted(generation, subject).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SealedBytes seal(String plain, String field) {
        var text = plain.getBytes(StandardCharsets.UTF_8);
        try {
            var associatedData = Seal.associatedData(subject, generation, field);
            return new Seal(generation, field, aead.encrypt(text, associatedData)).write();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt with AES-256-GCM", e);
        }
    }

    Opened.Text open(Seal seal) {
        try {
            var associatedData = Seal.associatedData(subject, generation, seal.field());
            return new Opened.Text(new String(aead.decrypt(seal.ciphertext(), associatedData), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("the field %s is not sealed by the key of %s".formatted(seal.field(), subject), e);
        }
    }
}
