package io.prego.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Something done so many times a second, whether the last one is done or not. Its process says READY, then takes lines
 * {@code rate seconds} and answers each by one of {@link Measurements}. Meanwhile it tells of each thing that is done by a
 * line {@code AT id nanos}, by the clock that all processes of a machine share.
 */
public final class Paced {

    private static final String MARK = "AT ";

    /** A thing that was done. */
    public record Done(String id, long nanos) {

        /** By {@link System#nanoTime()}. */
        public static void tell(String id, long nanos) {
            System.out.println(MARK + id + " " + nanos);
        }

        public static boolean isIn(String line) {
            return line.startsWith(MARK);
        }

        public static Done of(String line) {
            var blank = line.lastIndexOf(' ');
            return new Done(line.substring(MARK.length(), blank), Long.parseLong(line.substring(blank + 1)));
        }
    }

    private Paced() {}

    /**
     * Serves until standard input ends.
     *
     * @param callers at most so many at a time
     * @param work returns the id of what was done
     */
    public static void serve(int callers, Callable<String> work) throws IOException, InterruptedException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(CandidateProcess.READY);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var asked = line.strip().split(" ", -1);
            System.out.println(run(callers, work, Double.parseDouble(asked[0]), Integer.parseInt(asked[1]))
                    .line());
        }
    }

    private static Measurements run(int callers, Callable<String> work, double perSecond, int seconds)
            throws InterruptedException {
        var failed = new AtomicInteger();
        var done = new AtomicInteger();
        var begin = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(callers)) {
            for (var i = 0; i < perSecond * seconds; i++) {
                var due = begin + (long) (i * 1e9 / perSecond);
                for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                threads.execute(() -> {
                    try {
                        var id = work.call();
                        Done.tell(id, System.nanoTime());
                        done.incrementAndGet();
                    } catch (Exception e) {
                        failed.incrementAndGet();
                    }
                });
            }
            threads.shutdown();
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                failed.addAndGet(threads.shutdownNow().size());
            }
        }
        var taken = (System.nanoTime() - begin) / 1e9;
        return new Measurements(Map.of(
                "accepted", (double) done.get(),
                "accepted_in_all", (double) done.get(),
                "accepted_per_s", done.get() / taken,
                "failed", (double) failed.get()));
    }
}
