package io.prego.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a load against a candidate and then asks the database whether all that was acknowledged is there.
 *
 * <p>Where aggregates are apart ({@link Benchmark#APPEND}, {@link Benchmark#BATCH}), a caller makes one, changes it to
 * the end and takes the next. Where they are shared ({@link Benchmark#CONFLICTS}), all are made beforehand, and every
 * caller changes one after the other, each beginning with another one.
 */
public final class Workload {

    private final Candidate candidate;
    private final Load load;
    private final long seed;
    private final List<String> ids;
    private final AtomicLong conflicts = new AtomicLong();

    /** @param seed decides ids and texts; two workloads on one database need different ones */
    public Workload(Candidate candidate, Load load, long seed) {
        this.candidate = candidate;
        this.load = load;
        this.seed = seed;
        this.ids = Ids.of(seed, load.aggregates());
    }

    /** Fails when a command fails for another reason than a lost race. */
    public Measurements run() throws Exception {
        return measure().measurements();
    }

    Measured measure() throws Exception {
        return load.benchmark() == Benchmark.CONFLICTS ? runShared() : runApart();
    }

    private Measured runApart() throws Exception {
        var before = candidate.storedEvents();
        var next = new AtomicInteger();
        var timed = time(caller -> {
            var notes = new Notes(seed + caller, load.noteCharacters());
            var latencies = new Latencies(1 + load.changes());
            for (var i = next.getAndIncrement(); i < ids.size(); i = next.getAndIncrement()) {
                var id = ids.get(i);
                latencies.time(() -> candidate.create(id, notes.next()));
                for (var change = 0; change < load.changes(); change++) {
                    latencies.time(() -> change(id, notes));
                }
            }
            return latencies;
        });
        var missing = load.events() - (candidate.storedEvents() - before);
        return timed.measured(load.events(), conflicts.get(), Math.abs(missing), candidate.storedPayloadBytes());
    }

    private void change(String id, Notes notes) throws Exception {
        if (load.benchmark() == Benchmark.BATCH) {
            candidate.change(id, notes.next(load.batchEvents()));
        } else {
            candidate.change(id, notes.next());
        }
    }

    private Measured runShared() throws Exception {
        for (var id : ids) {
            candidate.create(id, "");
        }
        var before = candidate.storedEvents();
        var perCaller = Math.ceilDiv(load.aggregates() * load.changes(), load.callers());
        var acknowledged = ids.stream().map(_ -> new AtomicLong()).toList();
        var timed = time(caller -> {
            var notes = new Notes(seed + caller, load.noteCharacters());
            var latencies = new Latencies(perCaller);
            for (var i = 0; i < perCaller; i++) {
                var which = (caller + i) % ids.size();
                latencies.time(() -> changeUntilWritten(ids.get(which), notes.next()));
                acknowledged.get(which).incrementAndGet();
            }
            return latencies;
        });
        var events = (long) perCaller * load.callers();
        // More than was acknowledged is as wrong as less.
        var lost = Math.abs(events - (candidate.storedEvents() - before));
        for (var i = 0; i < ids.size(); i++) {
            lost += Math.abs(acknowledged.get(i).get() - candidate.storedValue(ids.get(i)));
        }
        return timed.measured(events, conflicts.get(), lost, candidate.storedPayloadBytes());
    }

    private void changeUntilWritten(String id, String note) throws Exception {
        for (var written = false; !written; ) {
            try {
                candidate.change(id, note);
                written = true;
            } catch (Conflicted _) {
                conflicts.incrementAndGet();
            }
        }
    }

    private Timed time(Caller caller) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newThreadPerTaskExecutor(candidate.callers())) {
            var running = new ArrayList<Future<Latencies>>();
            for (var i = 0; i < load.callers(); i++) {
                var number = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return caller.work(number);
                }));
            }
            var begin = System.nanoTime();
            start.countDown();
            var all = new ArrayList<Latencies>();
            for (var one : running) {
                all.add(finished(one));
            }
            return new Timed(Latencies.of(all), System.nanoTime() - begin);
        }
    }

    private static Latencies finished(Future<Latencies> one) throws Exception {
        try {
            return one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a command failed", e.getCause());
        }
    }

    private interface Caller {
        Latencies work(int number) throws Exception;
    }

    private record Timed(Latencies latencies, long nanos) {

        Measured measured(long events, long conflicts, long lost, double payloadBytes) {
            return new Measured(latencies, events, nanos, conflicts, lost, payloadBytes);
        }
    }
}
