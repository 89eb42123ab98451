package io.prego.projection.engine;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one projection's build at work beside its owner: takes it up where it stands, brings it to where the second
 * generation could take the place of the first, and hands it to the owner for the switch. Begins anew, later and later,
 * when something is away. One thread runs it.
 */
final class Building implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Building.class);

    // PostgreSQL, appendix A: what a table depends on, data exceptions, violated constraints, what a table has not.
    private static final Set<String> FINAL = Set.of("2B", "22", "23", "42");

    private final Versions versions;
    private final Means means;
    private final Milestones milestones;
    private final Running running = new Running();
    private volatile @Nullable BuildClaim open;
    private volatile @Nullable Successor successor;

    Building(Versions versions, Means means, Milestones milestones) {
        this.versions = versions;
        this.means = means;
        this.milestones = milestones;
    }

    /** What may take the place of the first generation, once this has ended; null until then, and where it failed. */
    @Nullable
    Successor successor() {
        return successor;
    }

    /** Asks it to end, in the middle of a statement if need be. From any thread. */
    void stop() {
        running.end();
        var claim = open;
        if (claim != null) {
            claim.abort();
        }
    }

    @Override
    public void run() {
        var backoff = new Backoff();
        while (!running.ended()) {
            try {
                if (isDone()) {
                    return;
                }
                running.pause(means.settings().heartbeat());
            } catch (InterruptedException | LostOwnership e) {
                LOG.debug("build of {}: another session has it", versions.name(), e);
                return;
            } catch (SQLException | RuntimeException e) {
                if (!running.ended()) {
                    LOG.warn("build of {} begins again: {}", versions.name(), String.valueOf(e.getMessage()));
                    LOG.debug("build of {}", versions.name(), e);
                    running.pause(backoff.next());
                }
            }
        }
    }

    /** Whether there is nothing left to do here; false while another session has the build. */
    private boolean isDone() throws SQLException, InterruptedException {
        var claim = BuildClaim.open(means.store(), versions);
        open = claim;
        try {
            if (!claim.take()) {
                return false;
            }
            var session = claim.begin();
            if (session != null) {
                successor = built(claim, session);
            }
            return true;
        } finally {
            if (successor == null) {
                claim.close();
            }
        }
    }

    /** Null when it failed for good or shall end. */
    private @Nullable Successor built(BuildClaim claim, BuildSession session)
            throws SQLException, InterruptedException {
        var version = session.build().version();
        var projection = versions.find(version);
        if (projection == null) {
            return unknown(session, version);
        }
        try {
            return new BuildSteps(means, milestones, running, session, projection)
                    .take(versions.find(session.firstVersion()), claim);
        } catch (SQLException e) {
            if (!isFinal(e)) {
                throw e;
            }
            LOG.error("build of {} failed", versions.name(), e);
            session.fail(SecondGeneration.of(projection), String.valueOf(e.getMessage()));
            return null;
        }
    }

    // A later version is for an instance with later code, which may be about to take over.
    private @Nullable Successor unknown(BuildSession session, int version) throws SQLException {
        if (version < versions.newest().version()) {
            session.fail(SecondGeneration.of(versions.newest()), "this code does not know version " + version);
        }
        return null;
    }

    /** Whether trying again cannot help: what PostgreSQL refuses is the rows, or the statement. */
    static boolean isFinal(SQLException e) {
        var state = e.getSQLState();
        return state != null && FINAL.contains(state.substring(0, 2));
    }
}
