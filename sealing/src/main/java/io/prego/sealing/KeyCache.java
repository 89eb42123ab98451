package io.prego.sealing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Unwrapped keys, each for its lifetime after it was read, the oldest dropped beyond the bound. Thread-safe. */
final class KeyCache {

    record Name(String subject, int generation) {}

    private record Entry(DataKey key, Instant until) {}

    private final Duration lifetime;
    private final InstantSource clock;
    private final int keysMax;
    private final LinkedHashMap<Name, Entry> entries = new LinkedHashMap<>();

    KeyCache(Duration lifetime, int keysMax, InstantSource clock) {
        this.lifetime = lifetime;
        this.clock = clock;
        this.keysMax = keysMax;
    }

    synchronized @Nullable DataKey find(Name name) {
        var entry = entries.get(name);
        if (entry == null || !clock.instant().isBefore(entry.until())) {
            entries.remove(name);
            return null;
        }
        return entry.key();
    }

    synchronized void keep(Name name, DataKey key) {
        entries.remove(name);
        entries.put(name, new Entry(key, clock.instant().plus(lifetime)));
        if (entries.size() > keysMax) {
            entries.pollFirstEntry();
        }
    }
}
