package io.prego.torture.fault;

import io.prego.torture.history.Client;
import io.prego.torture.platform.Node;
import io.prego.torture.platform.OnDisk;
import io.prego.torture.platform.Patience;
import io.prego.torture.platform.Platform;
import io.prego.torture.platform.Weather;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does what the schedule says. Frozen processes and storms go on while the next faults come; what kills waits until all
 * others are over and the platform is whole, so that it is known what was lost. For one thread.
 */
public final class Injector implements AutoCloseable {

    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(3);

    /** It may be frozen when it happens. */
    private static final Duration END_WITHIN = Duration.ofMinutes(2);

    private static final long LOOK_EVERY_MS = 250;

    /** A process looks at its clock four times a second; a right time that it never sees makes no jump of the next wrong one. */
    private static final long CLOCK_SEEN_MS = 1_000;

    private final Platform platform;
    private final Rebuilds rebuilds;
    private final Probe probe;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(8);
    private final List<Future<?>> healing = new ArrayList<>();
    private final Set<String> afflicted = new HashSet<>();
    private final List<Recovery> recoveries = new ArrayList<>();

    public Injector(Platform platform, Client operator, Probe probe) {
        this.platform = platform;
        this.rebuilds = new Rebuilds(platform, operator);
        this.probe = probe;
    }

    /** What was measured after kills. */
    public List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    /** Whether the platform could take it: false when it was not whole in time for a kill. */
    public boolean inject(Fault fault) throws IOException, InterruptedException, ExecutionException {
        if (fault.waitsForWhole() && !isWhole()) {
            return false;
        }
        switch (fault) {
            case Fault.Freeze it -> freeze(it);
            case Fault.Storm it -> storm(it);
            case Fault.FreezeBroker it -> {
                platform.broker().freeze();
                later(it.length(), platform.broker()::thaw);
            }
            case Fault.StopDatabase it -> {
                platform.database().stopImmediately();
                TimeUnit.NANOSECONDS.sleep(it.outage().toNanos());
                platform.database().startAgain();
            }
            case Fault.KillBroker it -> {
                platform.broker().kill();
                TimeUnit.NANOSECONDS.sleep(it.outage().toNanos());
                platform.broker().start();
            }
            case Fault.ClockJump it -> jump(it);
            case Fault.FullDisk it -> fill(keeper(it.of()), it.length());
            case Fault.Kill it -> kill(node(it.node()));
            case Fault.KillInRebuild it -> kill(rebuilds.builderIn(it));
        }
        return true;
    }

    /** Waits until every fault is over and all say that they are ready. */
    public boolean isWhole() throws IOException, InterruptedException, ExecutionException {
        awaitEnds();
        return platform.awaitReady(WHOLE_WITHIN);
    }

    private void awaitEnds() throws InterruptedException, ExecutionException {
        for (var end : healing) {
            end.get();
        }
        healing.clear();
        afflicted.clear();
    }

    /** A thing suffers one fault at a time: a second SIGCONT would thaw what is frozen for longer, which sees no clock jump. */
    private void afflict(String what) throws InterruptedException, ExecutionException {
        if (afflicted.contains(what)) {
            awaitEnds();
        }
        afflicted.add(what);
    }

    private void freeze(Fault.Freeze fault) throws IOException, InterruptedException, ExecutionException {
        afflict(fault.node());
        var node = node(fault.node());
        node.freeze();
        later(fault.length(), node::thaw);
    }

    private void storm(Fault.Storm fault) throws InterruptedException, ExecutionException {
        afflict(fault.link());
        var link = platform.links().stream()
                .filter(it -> it.name().equals(fault.link()))
                .findFirst()
                .orElseThrow();
        link.set(fault.weather());
        later(fault.length(), () -> link.set(Weather.FAIR));
    }

    private void jump(Fault.ClockJump fault) throws IOException, InterruptedException, ExecutionException {
        afflict(fault.node());
        var node = node(fault.node());
        if (fault.by().isNegative()) {
            // Not before it has seen the first jump.
            later(Duration.ZERO, () -> {
                setBack(node, fault.by());
                TimeUnit.NANOSECONDS.sleep(fault.length().toNanos());
                node.putClockWrong(Duration.ZERO);
                TimeUnit.MILLISECONDS.sleep(CLOCK_SEEN_MS);
            });
        } else {
            node.putClockWrong(fault.by());
            later(fault.length(), () -> setBack(node, Duration.ZERO));
        }
    }

    /**
     * It has to end of it, and is started again, as by whoever watches over services; once more where it ends because the
     * database is away just then.
     */
    private static void setBack(Node node, Duration wrongBy) throws IOException, InterruptedException {
        node.putClockWrong(wrongBy);
        if (!Patience.await(END_WITHIN, () -> !node.isAlive())) {
            throw new IllegalStateException(node.name() + " goes on with a clock that was set back");
        }
        var end = System.nanoTime() + END_WITHIN.toNanos();
        while (!node.health().isReady() && System.nanoTime() < end) {
            if (!node.isAlive()) {
                node.launch();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private OnDisk keeper(Fault.Keeper keeper) {
        return switch (keeper) {
            case DATABASE -> platform.database();
            case BROKER -> platform.broker();
        };
    }

    private static void fill(OnDisk keeper, Duration length) throws IOException, InterruptedException {
        keeper.fillDisk();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        keeper.freeDisk();
    }

    private void kill(Node node) throws IOException, InterruptedException {
        var killedAt = System.nanoTime();
        node.kill();
        node.launch();
        recoveries.add(probe.after(node.role(), killedAt));
    }

    private Node node(String name) {
        return platform.nodes().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What ends a fault. */
    private interface End {
        void come() throws IOException, InterruptedException;
    }

    private void later(Duration length, End end) {
        healing.add(timer.schedule(
                () -> {
                    end.come();
                    return null;
                },
                length.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
