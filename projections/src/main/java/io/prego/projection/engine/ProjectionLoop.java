package io.prego.projection.engine;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one projection going: claims it, follows its inputs while it owns it, and begins anew, later and later, when
 * something is away. Gives it to another instance, between two batches, when that one owns fewer. One thread runs it; the
 * others may ask for its condition.
 */
final class ProjectionLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);

    /** What this instance failed at it does not wish for at once, or it would be handed to and fro. */
    private static final Duration WISHLESS_AFTER_FAILURE = Duration.ofSeconds(30);

    private static final Duration STEP_WHILE_SWITCHING = Duration.ofMillis(10);

    private final Versions versions;
    private final Means means;
    private final Milestones milestones;
    private final Meters meters;
    private final Lag lag;
    private final AtomicReference<Condition> condition = new AtomicReference<>(Condition.STARTING);
    private final Running running = new Running();
    private long wishesFrom = System.nanoTime();
    private volatile @Nullable Following open;

    /** @param milestones hears how far builds come */
    ProjectionLoop(Versions versions, Means means, MeterRegistry registry, Milestones milestones) {
        this.versions = versions;
        this.means = means;
        this.milestones = milestones;
        this.meters = new Meters(registry, versions.name(), versions.newest().consumer(), means.progress());
        this.lag = new Lag(
                means.progress()::position,
                meters::watermark,
                System::nanoTime,
                means.settings().lagMax());
    }

    String name() {
        return versions.name();
    }

    Condition condition() {
        return judged(condition.get());
    }

    /** Makes it ready to run, for the first time or after a stop. */
    void prepare() {
        running.begin();
    }

    /** Asks it to end after the batch that it is at. */
    void stop() {
        running.end();
        var following = open;
        if (following != null) {
            following.wake();
        }
    }

    @Override
    public void run() {
        var backoff = new Backoff();
        while (!running.ended()) {
            try {
                means.store().migrate();
                own(backoff);
            } catch (LostOwnership e) {
                settle(Condition.failing(firstLine(e)));
            } catch (SQLException | FlywayException e) {
                fail("PostgreSQL does not take part", e, backoff);
            } catch (KafkaException e) {
                wishLater();
                fail("Kafka does not take part", e, backoff);
            } catch (RuntimeException e) {
                wishLater();
                fail("it cannot go on", e, backoff);
            } catch (Error e) {
                settle(Condition.failing("it broke: " + e));
                throw e;
            }
        }
        settle(Condition.STOPPED);
    }

    private void own(Backoff backoff) throws SQLException {
        try (var session = OwnerSession.open(means.store(), versions.newest())) {
            while (!claim(session)) {
                session.standBy(wishes());
                settle(standing());
                backoff.reset();
                running.pause(heartbeat());
                if (running.ended()) {
                    return;
                }
            }
            follow(session, backoff);
        } finally {
            meters.leave();
            means.share().release(name());
        }
    }

    private Condition standing() {
        if (!means.share().hasLooked()) {
            return Condition.STARTING;
        }
        return means.share().isFree(name()) ? Condition.LEFT_TO_OTHERS : Condition.STANDBY;
    }

    private boolean claim(OwnerSession session) throws SQLException {
        if (!means.share().reserve(name())) {
            return false;
        }
        if (session.claim()) {
            return true;
        }
        means.share().release(name());
        return false;
    }

    private boolean wishes() {
        return means.share().wishes() && means.progress().isFollowed() && System.nanoTime() - wishesFrom >= 0;
    }

    private void wishLater() {
        wishesFrom = System.nanoTime() + WISHLESS_AFTER_FAILURE.toNanos();
    }

    private void follow(OwnerSession session, Backoff backoff) throws SQLException {
        lag.begin();
        var live = live(session);
        try (var rebuilding = new Rebuilding(versions, means, milestones)) {
            rebuilding.begin(session);
            while (!running.ended() && !handsOver(rebuilding)) {
                step(live, session, rebuilding);
                var successor = rebuilding.step(session);
                if (successor != null) {
                    close(live);
                    live = Live.of(means, successor.following(), successor.projection(), session, meters);
                    open = live.following();
                }
                settle(judged(live == null ? unknown(session) : live.condition()));
                backoff.reset();
            }
        } finally {
            close(live);
        }
    }

    // The sessions of a build belong to its owner: it stays where it is until it has ended.
    private boolean handsOver(Rebuilding rebuilding) {
        if (rebuilding.isAtWork() || !means.share().handsOver(name())) {
            return false;
        }
        LOG.info("projection {}: is handed over to an instance that owns fewer", name());
        return true;
    }

    /** Null when this code does not know the version that has made the rows: they stay as they are. */
    private @Nullable Live live(OwnerSession session) throws SQLException {
        var projection = versions.find(session.version());
        if (projection == null) {
            return null;
        }
        var live = Live.begin(means, projection, session, meters);
        open = live.following();
        return live;
    }

    private void step(@Nullable Live live, OwnerSession session, Rebuilding rebuilding) throws SQLException {
        var time = rebuilding.isSwitching() ? STEP_WHILE_SWITCHING : heartbeat().dividedBy(2);
        if (live == null) {
            running.pause(time);
            session.heartbeat();
        } else {
            live.step(time, heartbeat());
        }
    }

    private static void close(@Nullable Live live) {
        if (live != null) {
            live.close();
        }
    }

    private Condition unknown(OwnerSession session) {
        return Condition.failing("its rows are of version %d, which this code does not know; version %d is being built"
                .formatted(session.version(), versions.newest().version()));
    }

    private Duration heartbeat() {
        return means.settings().heartbeat();
    }

    private Condition judged(Condition own) {
        if (own.up() && means.progress().isAway()) {
            return Condition.KAFKA_AWAY;
        }
        return own.isFollowing() && lag.isTooLong() ? Condition.BEHIND : own;
    }

    private void fail(String what, Exception cause, Backoff backoff) {
        if (!running.ended()) {
            settle(Condition.failing(what + ": " + firstLine(cause)));
            LOG.debug("projection {}", versions.name(), cause);
            running.pause(backoff.next());
        }
    }

    private void settle(Condition now) {
        var before = condition.getAndSet(now);
        if (!before.equals(now)) {
            LOG.atLevel(now.logLevel()).log("projection {}: {}", versions.name(), now.reason());
        }
    }

    private static String firstLine(Exception cause) {
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
