package io.prego.projection.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which projections this instance may claim and which it gives to others, so that the numbers that two instances own
 * differ by one at most. Only asks for fairness: that a projection has one owner is the business of its lock and epoch.
 *
 * <p>Law: once the numbers are fair, none of them changes before an instance comes, goes or fails. Thread-safe.
 */
final class FairShare {

    private final Set<String> names;
    private final LongSupplier nanoTime;
    private final long patienceNanos;
    private final Set<String> held = new HashSet<>();
    private final Map<String, Long> freeSince = new HashMap<>();
    private int shown;
    private boolean hasLooked;
    private @Nullable Look seen;

    /**
     * @param names of the projections that this instance could own
     * @param patience how long a projection may have no owner before any instance claims it, fair or not
     */
    FairShare(Set<String> names, LongSupplier nanoTime, Duration patience) {
        this.names = Set.copyOf(names);
        this.nanoTime = nanoTime;
        this.patienceNanos = patience.toNanos();
    }

    Set<String> names() {
        return names;
    }

    /** How many this instance owns or is claiming: to be shown to the others before the next look at them. */
    synchronized int show() {
        shown = held.size();
        return shown;
    }

    /** Whether there was any look at the others, even one that found nobody. */
    synchronized boolean hasLooked() {
        return hasLooked;
    }

    /** @param now seen after the last number was shown, which the ranks are of */
    synchronized void see(Look now) {
        hasLooked = true;
        seen = now;
        freeSince.keySet().removeAll(now.owned());
        for (var name : names) {
            if (!now.owned().contains(name)) {
                freeSince.putIfAbsent(name, nanoTime.getAsLong());
            }
        }
    }

    /** The others are out of sight: from now on it claims what it can and gives nothing away. */
    synchronized void seeNothing() {
        hasLooked = true;
        seen = null;
        freeSince.clear();
    }

    /** Whether a claim may be tried; then it counts as held until {@link #release}. */
    synchronized boolean reserve(String name) {
        var may = seen == null ? hasLooked : isFree(name) && (isUnder(seen) || isForsaken(name));
        return may && held.add(name);
    }

    synchronized void release(String name) {
        held.remove(name);
    }

    /** Whether no instance owned it at the last look. */
    synchronized boolean isFree(String name) {
        return freeSince.containsKey(name);
    }

    // Who has given one up since the look would wish for it by a rank that it has no more, and who has claimed one
    // since
    // would give it away by such a rank.

    /** Whether this instance owns too few, so that another shall give one away. */
    synchronized boolean wishes() {
        return seen != null && isUnder(seen) && held.size() >= shown;
    }

    /** Whether the owner of this projection is to give it away now; then it does not count as held any more. */
    synchronized boolean handsOver(String name) {
        var gives = seen != null
                && held.size() > seen.share(names.size())
                && held.size() <= shown
                && seen.wished().contains(name);
        return gives && held.remove(name);
    }

    private boolean isUnder(Look look) {
        return held.size() < look.share(names.size());
    }

    private boolean isForsaken(String name) {
        var since = freeSince.get(name);
        return since != null && nanoTime.getAsLong() - since >= patienceNanos;
    }
}
