package io.prego.command.handling;

import io.prego.kernel.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node decided on lately, by boundary, so that the next decision loads only what has come since. Least recently
 * used out first. Thread-safe.
 */
final class KnownStates<S> {

    private static final int BOUNDARIES_MAX = 10_000;

    private final Map<List<Tag>, Known<S>> states = new LinkedHashMap<>(16, 0.75f, true);

    synchronized @Nullable Known<S> of(List<Tag> boundary) {
        return states.get(boundary);
    }

    /** An older one than is known already changes nothing. */
    synchronized void put(List<Tag> boundary, Known<S> known) {
        states.merge(boundary, known, (old, young) -> old.upTo() > young.upTo() ? old : young);
        if (states.size() > BOUNDARIES_MAX) {
            states.remove(states.keySet().iterator().next());
        }
    }
}
