package io.prego.torture.history;

import io.prego.torture.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Several clients at work side by side, and one that only looks on. */
public final class Callers {

    private final List<Caller> callers;
    private final Follower follower;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Callers(List<Caller> callers, Follower follower) {
        this.callers = callers;
        this.follower = follower;
    }

    /**
     * Sets them to work.
     *
     * @param thinks how long each is silent between two requests, at most
     * @param round tells the names that they choose from those of other rounds
     */
    public static Callers start(int number, Duration thinks, int round, Platform platform, History history, long seed) {
        var known = new Acquaintance(round);
        var started = new Callers(
                IntStream.range(0, number)
                        .mapToObj(i -> {
                            var name = "c%d-r%d".formatted(i, round);
                            var client = new Client(name, platform, history);
                            return new Caller(name, client, known, new Random(seed + 31L * i), thinks);
                        })
                        .toList(),
                new Follower(new Client("follower-r" + round, platform, history)));
        started.callers.forEach(started.threads::execute);
        started.threads.execute(started.follower);
        return started;
    }

    /** Returns once everyone has heard of what he has asked last. */
    public void stop() {
        callers.forEach(Caller::stop);
        follower.stop();
        threads.close();
    }
}
