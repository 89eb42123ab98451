package io.prego.query.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows how far the read models are, and lets reads wait for them: one short poll for all that wait. Thread-safe. */
final class Watermarks {

    private static final Duration POLL = Duration.ofMillis(3);

    /** Many times what a look takes; a connection that hangs keeps nobody else waiting for longer. */
    private static final Duration LOOK_PATIENCE = Duration.ofMillis(100);

    /** At ten thousand reads a second, ten of them. */
    private static final Duration RECENT = Duration.ofMillis(1);

    // The first record of a key that is parked tells why; those behind it tell nothing.
    private static final String PARKED = """
        (SELECT r.cause FROM read.projection_parked r WHERE r.name = :model AND r.record_key = ANY (:keys)
         ORDER BY r.cause = 'behind', r.record_offset LIMIT 1)
        """;

    private static final String FRESHNESS = """
        SELECT p.watermark, p.revision,
               (SELECT greatest(0, extract(epoch FROM clock_timestamp() - e.recorded_at) * 1000)::bigint
                FROM log.event e WHERE e.position = p.watermark + 1) AS lag_ms,
               (SELECT r.cause FROM read.projection_parked r WHERE r.name = :model AND r.cause <> 'behind' LIMIT 1)
                   AS any_parked,
        """ + PARKED + """
                   AS parked,
               EXISTS (SELECT FROM read.projection_parked r WHERE r.name = :model) AS parks
        FROM (SELECT coalesce(max(watermark), 0) AS watermark, coalesce(max(revision), 0) AS revision
              FROM read.projection WHERE name = :model) p
        """;

    private final JdbcClient database;
    private final Map<String, Shared<Look>> looks = new ConcurrentHashMap<>();
    private final AtomicLong inLog = new AtomicLong();
    private final List<Waiter> waiters = new ArrayList<>();
    private boolean polling;

    Watermarks(JdbcClient database) {
        this.database = database;
    }

    /**
     * How far the read model is, or was up to a millisecond ago: what is read of it afterwards is not older.
     *
     * @param keys of the records whose rows are read, to be told when they are parked
     * @param needed when it was not there then, it is looked up now
     */
    Freshness freshness(String model, List<String> keys, long needed) {
        // Where nothing is parked the answer is the same for all keys, and one look for all who ask at about the same
        // time.
        var looked = looks.computeIfAbsent(model, name -> new Shared<>(() -> look(name, List.of()), LOOK_PATIENCE));
        var recent = looked.answer(RECENT);
        var look = recent.freshness().watermark() < needed ? looked.answer() : recent;
        return look.parks() && !keys.isEmpty() ? look(model, keys).freshness() : look.freshness();
    }

    private Look look(String model, List<String> keys) {
        var look = database.sql(FRESHNESS)
                .param("model", model)
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> new Look(
                        new Freshness(
                                row.getLong("watermark"),
                                row.getLong("revision"),
                                Duration.ofMillis(row.getLong("lag_ms")),
                                row.getString("parked"),
                                row.getString("any_parked")),
                        row.getBoolean("parks")))
                .single();
        inLog.accumulateAndGet(look.freshness().watermark(), Math::max);
        return look;
    }

    /** Whether some read model is known to have come to the position, so that it is in the log; false says nothing. */
    boolean isKnownInLog(long position) {
        return position <= inLog.get();
    }

    /** Waits until what is awaited can be there, the database fails or the time is over. */
    void await(Awaited awaited, Duration max) {
        var waiter = new Waiter(awaited, new CountDownLatch(1));
        add(waiter);
        try {
            waiter.woken().await(max.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            remove(waiter);
        }
    }

    private synchronized void add(Waiter waiter) {
        waiters.add(waiter);
        if (!polling) {
            polling = true;
            Thread.ofVirtual().name("watermarks").start(this::pollWhileAnyoneWaits);
        }
    }

    private synchronized void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    private void pollWhileAnyoneWaits() {
        while (wakeWhoIsDue()) {
            try {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean wakeWhoIsDue() {
        try {
            var reached = reached();
            return wake(reached);
        } catch (RuntimeException e) {
            return wake(null); // Those who wait look for themselves and answer what they find.
        }
    }

    /** @param reached by the name of the read model; null wakes all */
    private synchronized boolean wake(@Nullable Map<String, Reached> reached) {
        waiters.removeIf(waiter -> {
            var isDue = reached == null || waiter.awaited().canBeThere(reached);
            if (isDue) {
                waiter.woken().countDown();
            }
            return isDue;
        });
        polling = !waiters.isEmpty();
        return polling;
    }

    private Map<String, Reached> reached() {
        return database
                .sql("SELECT name, watermark, rows_to, revision FROM read.projection")
                .query((row, _) ->
                        Map.entry(row.getString(1), new Reached(row.getLong(2), row.getLong(3), row.getLong(4))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * What a request waits for: the watermark, or a row that this position or a later one has made.
     *
     * @param seenRevision at which the row was not there; the greatest number when no row would do
     */
    record Awaited(String model, long position, long seenRevision) {

        private boolean canBeThere(Map<String, Reached> models) {
            var reached = models.get(model);
            return reached != null
                    && (reached.watermark() >= position
                            || (reached.rowsTo() >= position && reached.revision() > seenRevision));
        }
    }

    /** @param parks whether any record is parked, whatever its key */
    private record Look(Freshness freshness, boolean parks) {}

    private record Reached(long watermark, long rowsTo, long revision) {}

    // By identity: two requests may await the same.
    private static final class Waiter {
        private final Awaited awaited;
        private final CountDownLatch woken;

        Waiter(Awaited awaited, CountDownLatch woken) {
            this.awaited = awaited;
            this.woken = woken;
        }

        Awaited awaited() {
            return awaited;
        }

        CountDownLatch woken() {
            return woken;
        }
    }
}
