package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads without a pause, as queries do, until it is closed: what never fails, never waits for long and never goes back. */
final class Readers implements AutoCloseable {

    private static final String READ = """
        SELECT (SELECT watermark FROM read.projection WHERE name = 'note'), count(*) FILTER (WHERE valid_to IS NULL),
               coalesce(max(valid_from), 0)
        FROM read.note
        """;

    private final String jdbcUrl;
    private final Thread thread;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopping;
    private volatile long reads;
    private volatile Duration longest = Duration.ZERO;

    private Readers(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
        this.thread = Thread.ofPlatform().daemon().unstarted(this::run);
    }

    static Readers start(String jdbcUrl) {
        var readers = new Readers(jdbcUrl);
        readers.thread.start();
        return readers;
    }

    /** What went wrong; empty when nothing did. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    long reads() {
        return reads;
    }

    Duration longest() {
        return longest;
    }

    private void run() {
        try (var connection = DriverManager.getConnection(jdbcUrl)) {
            for (var last = new long[3]; !stopping; reads++) {
                var begun = System.nanoTime();
                last = read(connection, last);
                var time = Duration.ofNanos(System.nanoTime() - begun);
                longest = time.compareTo(longest) > 0 ? time : longest;
            }
        } catch (SQLException e) {
            faults.add(e.toString());
        }
    }

    // The same prepared statement all the time, so that the driver and the server keep its plan.
    private long[] read(Connection connection, long[] last) throws SQLException {
        try (var statement = connection.prepareStatement(READ);
                var rows = statement.executeQuery()) {
            rows.next();
            var now = new long[] {rows.getLong(1), rows.getLong(2), rows.getLong(3)};
            for (var i = 0; i < now.length; i++) {
                if (now[i] < last[i]) {
                    faults.add("column %d went back from %d to %d".formatted(i + 1, last[i], now[i]));
                }
            }
            return now;
        }
    }

    @Override
    public void close() {
        stopping = true;
        Stage.join(thread);
    }
}
