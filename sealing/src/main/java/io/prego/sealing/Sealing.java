package io.prego.sealing;

import com.google.crypto.tink.Aead;
import io.prego.kernel.SealedBytes;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens personal fields: AES-256-GCM under the subject's data key, which is wrapped by the master key. Once
 * the data key is destroyed, every process answers {@link Opened.Erased} within {@link #CACHED}. Thread-safe.
 */
public final class Sealing {

    /** How long an opened key may be used without asking the store again. */
    public static final Duration CACHED = Duration.ofSeconds(5);

    private static final int CACHED_KEYS_MAX = 1_000;
    private static final int FIRST_GENERATION = 1;

    private final Aead master;
    private final SubjectKeyStore keys;
    private final KeyCache cache;

    public Sealing(MasterKey master, SubjectKeyStore keys, InstantSource clock) {
        this.master = master.wrapping();
        this.keys = keys;
        this.cache = new KeyCache(CACHED, CACHED_KEYS_MAX, clock);
    }

    /**
     * The first key of a subject that never had one; nothing is looked up or stored here. The append that brings it is
     * refused when the subject has a key after all, also a destroyed one whose row was kept.
     */
    public NewSubject newSubject(String subject) {
        return DataKey.generate(subject, FIRST_GENERATION, master);
    }

    /** Seals later fields of the subject under its newest key; null when it has none or that was destroyed. */
    public @Nullable Sealer existing(String subject) {
        var key = keys.find(subject);
        return key == null || key.destroyed() ? null : DataKey.unwrap(key, master);
    }

    /**
     * Opens a field of the subject. {@link BrokenSeal} when the subject's key exists and does not open it,
     * {@link WrongMasterKey} when the master key does not open the subject's key.
     */
    public Opened open(String subject, SealedBytes sealed) {
        return open(subject, Seal.read(sealed));
    }

    /** As {@link #open(String, SealedBytes)}, and refuses what was sealed for another field. */
    public Opened open(String subject, String field, SealedBytes sealed) {
        var seal = Seal.read(sealed);
        if (!seal.field().equals(field)) {
            throw new BrokenSeal("expected the field %s, got the sealed %s".formatted(field, seal.field()));
        }
        return open(subject, seal);
    }

    private Opened open(String subject, Seal seal) {
        var key = key(new KeyCache.Name(subject, seal.generation()));
        return key == null ? new Opened.Erased() : key.open(seal);
    }

    private @Nullable DataKey key(KeyCache.Name name) {
        var cached = cache.find(name);
        if (cached != null) {
            return cached;
        }
        var stored = keys.find(name.subject(), name.generation());
        if (stored == null || stored.destroyed()) {
            return null;
        }
        var key = DataKey.unwrap(stored, master);
        cache.keep(name, key);
        return key;
    }
}
