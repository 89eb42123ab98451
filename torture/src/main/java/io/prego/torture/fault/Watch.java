package io.prego.torture.fault;

import io.prego.torture.check.Checker;
import io.prego.torture.check.Violation;
import io.prego.torture.platform.Node;
import io.prego.torture.platform.Platform;
import io.prego.torture.platform.Role;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Watches, while faults happen, what must hold all the time: a read model holds what its watermark promises; and what
 * should move does not stand still while everyone concerned says that he is well. The relay should move while the log is
 * ahead of what is published, a read model while what is published is ahead of it.
 */
public final class Watch implements AutoCloseable {

    private static final String REPORTED = "a stuck state is reported by health within 10 s";
    private static final Duration REPORTED_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration BLIND = Duration.ofSeconds(3);
    private static final String RELAY = "the relay";

    private final Platform platform;
    private final Observer observer;
    private final Thread thread;
    private final Map<String, Standing> standing = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();
    private volatile boolean closing;

    /** @param since when it was first seen there, or when someone last said that he is not well */
    private record Standing(long position, long since) {}

    private Watch(Platform platform, Observer observer) {
        this.platform = platform;
        this.observer = observer;
        this.thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::watch);
    }

    public static Watch start(Platform platform, Observer observer) {
        var watch = new Watch(platform, observer);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        var last = System.nanoTime();
        while (!closing) {
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
                if (System.nanoTime() - last > BLIND.toNanos()) {
                    standing.clear(); // This process, or the machine, was busy with something else.
                }
                last = System.nanoTime();
                look();
            } catch (SQLException _) {
                standing.clear(); // Without a database nothing can be expected to move.
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look() throws SQLException, InterruptedException {
        try (var database = platform.database().connect()) {
            found.addAll(Checker.ofPromises(database));
        }
        var published = observer.published();
        var progress = observer.progress();
        look(RELAY, published, progress.head(), Set.of(Role.COMMAND_API));
        for (var model : Observer.MODELS) {
            var watermark = progress.watermarks().getOrDefault(model, 0L);
            look(model, watermark, published, Set.of(Role.PROJECTIONS, Role.STREAM_PROCESSORS));
        }
    }

    private void look(String what, long position, long goal, Set<Role> concerned) throws InterruptedException {
        var before = standing.get(what);
        var now = System.nanoTime();
        if (position >= goal || before == null || before.position() != position || someoneComplains(concerned)) {
            standing.put(what, new Standing(position, now));
        } else if (now - before.since() > REPORTED_WITHIN.toNanos()) {
            found.add(Violation.at(
                    position, REPORTED, "%s stands at %d of %d, and all are well".formatted(what, position, goal)));
            standing.put(what, new Standing(position, now));
        }
    }

    private boolean someoneComplains(Set<Role> concerned) throws InterruptedException {
        for (Node node : platform.nodes()) {
            if (concerned.contains(node.role()) && !node.health().isReady()) {
                return true;
            }
        }
        return false;
    }

    /** Ends and tells what was found. */
    public List<Violation> stop() {
        close();
        return List.copyOf(found);
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
