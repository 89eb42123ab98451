package io.prego.edge.access;

import java.util.Set;

/**
 * The Bearer keys that open {@code /internal/*}: one, or two while they are being rotated. Asked at each request, so
 * that an implementation may follow a file.
 */
@FunctionalInterface
public interface InternalKeys {

    int ACTIVE_MAX = 2;

    Set<String> active();

    /** Keys that stay as they are. Refuses none, more than two, and blank ones; the message never holds a key. */
    static InternalKeys of(Set<String> keys) {
        if (keys.isEmpty() || keys.size() > ACTIVE_MAX || keys.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("one or two internal keys are needed, none of them blank");
        }
        var fixed = Set.copyOf(keys);
        return () -> fixed;
    }
}
