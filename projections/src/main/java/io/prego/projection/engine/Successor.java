package io.prego.projection.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second generation that has caught up. It goes on following its inputs until an attempt to put it in the place of the
 * first succeeds: the owner, who makes it, writes nothing meanwhile, so that no read finds less after the switch than it
 * could find before. For the owner's thread.
 */
final class Successor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Successor.class);
    private static final Duration STEP = Duration.ofMillis(5);
    private static final int WAIT_FIRST_MS = 5;
    private static final int WAIT_LONGEST_MS = 200;

    private final BuildClaim claim;
    private final BuildSession session;
    private final Projection<?> projection;
    private final Following following;
    private final BatchWriting<?> writing;
    private final Pace pace;
    private final Backoff backoff = new Backoff();
    private int waitMs = WAIT_FIRST_MS;
    private long nextAttempt = System.nanoTime();

    Successor(
            BuildClaim claim,
            BuildSession session,
            Projection<?> projection,
            Following following,
            BatchWriting<?> writing,
            Pace pace) {
        this.claim = claim;
        this.session = session;
        this.projection = projection;
        this.following = following;
        this.writing = writing;
        this.pace = pace;
    }

    Build build() {
        return session.build();
    }

    Projection<?> projection() {
        return projection;
    }

    /** Its way along the inputs, to be gone on once the switch is made. */
    Following following() {
        return following;
    }

    /** What came of a step. */
    enum Outcome {
        /** The first generation still answers. */
        WAITS,
        /** The second has taken its place, for good. */
        IN_PLACE,
        /** It is of no use any more; the build, unless it has ended, is to be taken up again. */
        LOST
    }

    /**
     * Stores what has come, and tries to switch when it is time to.
     *
     * @throws SQLException when the owner's own session does not work
     */
    Outcome step(OwnerSession owner, Duration heartbeat, Milestones milestones) throws SQLException {
        var isDue = System.nanoTime() >= nextAttempt;
        var shown = isDue ? owner.shownTo() : 0;
        var stored = isDue ? owner.offsets() : Map.<TopicPartition, Long>of();
        try {
            following.step(writing, Duration.ZERO);
            writing.heartbeatAfter(heartbeat);
            if (!isDue || !holdsEverythingUpTo(shown, stored, heartbeat)) {
                return isDue ? later() : Outcome.WAITS;
            }
        } catch (SQLException | KafkaException | LostOwnership e) {
            return lost(e);
        }
        return switched(owner, milestones);
    }

    // Rows without a position in the log, as those of dead letters, are told by the offsets alone. Not longer than the
    // owner may be silent.
    private boolean holdsEverythingUpTo(long position, Map<TopicPartition, Long> offsets, Duration max)
            throws SQLException {
        var until = System.nanoTime() + max.toNanos();
        while (!holdsEverythingUpTo(position, offsets) && System.nanoTime() < until) {
            following.step(writing, STEP);
        }
        return holdsEverythingUpTo(position, offsets);
    }

    private boolean holdsEverythingUpTo(long position, Map<TopicPartition, Long> offsets) {
        return pace.watermark() >= position && following.isPast(offsets);
    }

    private Outcome switched(OwnerSession owner, Milestones milestones) throws SQLException {
        try {
            owner.switchTo(build(), projection, waitMs, () -> milestones.reached(build(), "switch"));
            milestones.reached(build(), "switched");
            return Outcome.IN_PLACE;
        } catch (OutdatedBuild e) {
            return lost(e);
        } catch (SQLException e) {
            return refused(e);
        }
    }

    private Outcome refused(SQLException e) throws SQLException {
        if (SecondGeneration.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
            waitMs = Math.min(2 * waitMs, WAIT_LONGEST_MS);
            session.say("waits for reads that have been under way for long, or for a vacuum");
            return later();
        }
        if (Building.isFinal(e)) {
            LOG.error("build of {} failed", projection.name(), e);
            session.fail(SecondGeneration.of(projection), String.valueOf(e.getMessage()));
            return Outcome.LOST;
        }
        throw e;
    }

    private Outcome lost(Exception cause) {
        LOG.warn("build of {} begins again: {}", projection.name(), String.valueOf(cause.getMessage()));
        return Outcome.LOST;
    }

    private Outcome later() {
        nextAttempt = System.nanoTime() + backoff.next().toNanos();
        return Outcome.WAITS;
    }

    /** Ends the session of the build; what was stored stays, for another to go on with. */
    void release() {
        try {
            claim.close();
        } catch (SQLException e) {
            LOG.debug("a session of the build of {} was lost", projection.name(), e);
        }
    }

    /** Gives the build up here. */
    @Override
    public void close() {
        release();
        try {
            following.close();
        } catch (KafkaException e) {
            LOG.debug("a consumer of the build of {} did not close", projection.name(), e);
        }
    }
}
