package io.prego.torture.check;

import java.util.List;
import java.util.Set;

/**
 * An invariant that does not hold.
 *
 * @param invariant in the words of {@code docs/torture.md}
 * @param what was found, with what was expected
 * @param positions of the events that show it
 * @param about ids, names or keys; what mentions one of them belongs to the history that shows it
 */
public record Violation(String invariant, String what, List<Long> positions, Set<String> about) {

    public Violation {
        positions = List.copyOf(positions);
        about = Set.copyOf(about);
    }

    /** Whether it is of the same invariant and about the same things; what is said of it may differ. */
    boolean isAs(Violation other) {
        return invariant.equals(other.invariant) && positions.equals(other.positions) && about.equals(other.about);
    }

    public static Violation of(String invariant, String what, String... about) {
        return new Violation(invariant, what, List.of(), Set.of(about));
    }

    public static Violation at(long position, String invariant, String what, String... about) {
        return new Violation(invariant, what, List.of(position), Set.of(about));
    }
}
