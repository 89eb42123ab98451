package io.prego.query.reading;

import io.prego.edge.problem.EdgeProblems;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows how far the read models are, and lets reads wait for them: one short poll for all that wait. Thread-safe. */
final class Watermarks {

    private static final Duration POLL = Duration.ofMillis(3);

    private static final String FRESHNESS = """
        SELECT p.watermark, p.revision,
               (SELECT greatest(0, extract(epoch FROM clock_timestamp() - e.recorded_at) * 1000)::bigint
                FROM log.event e WHERE e.position = p.watermark + 1) AS lag_ms
        FROM (SELECT coalesce(max(watermark), 0) AS watermark, coalesce(max(revision), 0) AS revision
              FROM read.projection WHERE name = ?) p
        """;

    private final JdbcClient database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition polled = lock.newCondition();
    private Map<String, Long> revisions = Map.of();
    private boolean failed;
    private int waiting;
    private boolean polling;

    Watermarks(JdbcClient database) {
        this.database = database;
    }

    /** How far the read model is now; 503 when its tables have not been made yet. */
    Freshness freshness(String model) {
        try {
            return database.sql(FRESHNESS)
                    .param(model)
                    .query((row, _) -> new Freshness(
                            row.getLong("watermark"),
                            row.getLong("revision"),
                            Duration.ofMillis(row.getLong("lag_ms"))))
                    .single();
        } catch (BadSqlGrammarException e) {
            throw EdgeProblems.unavailable("The read models are still being made.")
                    .toException();
        }
    }

    /** Waits until the read model has another revision, the database fails or the time is over. */
    void awaitChange(String model, long seenRevision, Duration max) {
        lock.lock();
        try {
            waiting++;
            poll();
            var nanos = max.toNanos();
            while (nanos > 0 && !failed && revisions.getOrDefault(model, 0L) <= seenRevision) {
                nanos = polled.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    // Under the lock.
    private void poll() {
        if (!polling) {
            polling = true;
            failed = false;
            revisions = Map.of();
            Thread.ofVirtual().name("watermarks").start(this::pollWhileAnyoneWaits);
        }
    }

    private void pollWhileAnyoneWaits() {
        while (look()) {
            try {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean look() {
        Map<String, Long> found = Map.of();
        var broken = false;
        try {
            found = revisions();
        } catch (RuntimeException e) {
            broken = true; // Those who wait look for themselves and answer what they find.
        }
        lock.lock();
        try {
            revisions = found;
            failed = broken;
            polling = !broken && waiting > 0;
            polled.signalAll();
            return polling;
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Long> revisions() {
        return database
                .sql("SELECT name, revision FROM read.projection")
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
