package io.prego.projection.engine;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees to the builds of one projection while its owner goes on with its own work: starts them when one is asked for, on a
 * thread of their own, and makes the switch. For the owner's thread.
 */
final class Rebuilding implements AutoCloseable {

    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Versions versions;
    private final Means means;
    private final Milestones milestones;
    private @Nullable Work work;
    private @Nullable Successor successor;
    // It grows with each build that ended without success, so that one that always breaks does not keep a core busy.
    private final Backoff backoff = new Backoff();
    private long nextLook = System.nanoTime();

    private record Work(Building building, Thread thread) {}

    Rebuilding(Versions versions, Means means, Milestones milestones) {
        this.versions = versions;
        this.means = means;
        this.milestones = milestones;
    }

    /** Before the first step: asks for the newest version where the rows are of an earlier one, and tidies up. */
    void begin(OwnerSession owner) throws SQLException {
        askForNewest(owner);
        if (owner.openBuild() == null) {
            owner.dropLeftovers(versions.newest());
        }
    }

    private void askForNewest(OwnerSession owner) throws SQLException {
        if (owner.version() < versions.newest().version()) {
            owner.askForVersion(versions.newest().version());
        }
    }

    /** Whether this instance has a build at work. */
    boolean isAtWork() {
        return work != null || successor != null;
    }

    /** Whether a second generation waits for the switch, so that steps should be many and short. */
    boolean isSwitching() {
        return successor != null;
    }

    /** Takes one short step. Returns what has taken the place of the first generation; null nearly always. */
    @Nullable
    Successor step(OwnerSession owner) throws SQLException {
        var ready = successor == null ? finished() : successor;
        successor = ready;
        if (ready != null) {
            return stepTowardsSwitch(ready, owner);
        }
        if (System.nanoTime() >= nextLook) {
            nextLook = System.nanoTime() + means.settings().heartbeat().toNanos();
            if (work == null && owner.openBuild() != null) {
                work = start();
            }
        }
        return null;
    }

    private @Nullable Successor stepTowardsSwitch(Successor ready, OwnerSession owner) throws SQLException {
        return switch (ready.step(owner, means.settings().heartbeat(), milestones)) {
            case WAITS -> null;
            case IN_PLACE -> {
                successor = null;
                ready.release();
                askForNewest(owner);
                yield ready;
            }
            case LOST -> {
                successor = null;
                ready.close();
                yield null;
            }
        };
    }

    private Work start() {
        var building = new Building(versions, means, milestones);
        return new Work(
                building,
                Thread.ofPlatform().name("build-" + versions.name()).daemon().start(building));
    }

    private @Nullable Successor finished() {
        var done = work;
        if (done == null || done.thread().isAlive()) {
            return null;
        }
        work = null;
        var found = done.building().successor();
        if (found == null) {
            nextLook = System.nanoTime() + backoff.next().toNanos();
        }
        return found;
    }

    /** Stops what is at work; another owner goes on with it. */
    @Override
    public void close() {
        var open = work;
        if (open != null) {
            open.building().stop();
            join(open.thread());
        }
        var ready = successor == null ? finished() : successor;
        if (ready != null) {
            ready.close();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
