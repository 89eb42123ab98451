package io.prego.projection.engine;

import java.util.Set;

/**
 * What one look at all instances has found.
 *
 * @param instances that are there, this one included; at least 1
 * @param rank of this one from 0, those that own more before those that own fewer
 * @param owned names of projections that some instance owns
 * @param wished names of projections that an instance stands by for, since it owns fewer than it should
 */
record Look(int instances, int rank, Set<String> owned, Set<String> wished) {

    Look {
        owned = Set.copyOf(owned);
        wished = Set.copyOf(wished);
    }

    /**
     * How many of so many projections this instance should own; over all ranks the sum is their number. For those that
     * stay in their order it never grows when an instance comes, and never shrinks when one goes.
     */
    int share(int projections) {
        return Math.ceilDiv(projections - rank, instances);
    }
}
