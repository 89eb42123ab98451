package io.prego.benchmark.run;

import io.prego.benchmark.Latencies;
import io.prego.benchmark.Paced;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Looks into the table of tenants until it shows each that was accepted. It sees a row at most a look too late:
 * {@value #LOOK_MS} ms and what the query takes.
 */
final class Watcher implements AutoCloseable {

    private static final int LOOK_MS = 2;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String SEEN = "SELECT DISTINCT tenant_id FROM read.tenant_directory WHERE tenant_id = ANY (?)";

    private final Connection connection;
    private final ConcurrentMap<String, Long> unseen = new ConcurrentHashMap<>();
    private final Latencies latencies = new Latencies();
    private final Thread looking = Thread.ofPlatform().daemon().unstarted(this::look);
    private volatile boolean stopped;

    private Watcher(Connection connection) {
        this.connection = connection;
    }

    static Watcher start(String jdbcUrl) throws SQLException {
        var watcher = new Watcher(DriverManager.getConnection(jdbcUrl));
        watcher.looking.start();
        return watcher;
    }

    /** Takes the lines of whoever registers. */
    void take(String line) {
        if (Paced.Done.isIn(line)) {
            var done = Paced.Done.of(line);
            unseen.put(done.id(), done.nanos());
        } else {
            tellOthers(line);
        }
    }

    /** What is no news of a registration is for whoever looks at the run. */
    static void tellOthers(String line) {
        if (!Paced.Done.isIn(line)) {
            System.err.println(line);
        }
    }

    private void look() {
        try (var statement = connection.prepareStatement(SEEN)) {
            while (!stopped) {
                var waiting = List.copyOf(unseen.keySet());
                if (!waiting.isEmpty()) {
                    statement.setArray(1, connection.createArrayOf("text", waiting.toArray()));
                    var seen = new ArrayList<String>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            seen.add(rows.getString(1));
                        }
                    }
                    var now = System.nanoTime();
                    seen.forEach(id -> note(id, now));
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(String id, long now) {
        var since = unseen.remove(id);
        if (since != null) {
            latencies.add(Math.max(0, now - since));
        }
    }

    /** Waits for all that were accepted; what is not seen in time counts as such. */
    Seen finish() throws InterruptedException, SQLException {
        for (var end = System.nanoTime() + PATIENCE_NANOS; !unseen.isEmpty() && System.nanoTime() < end; ) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        close();
        return new Seen(latencies, unseen.size());
    }

    /** @param missing accepted, but never seen */
    record Seen(Latencies latencies, int missing) {}

    @Override
    public void close() throws SQLException {
        stopped = true;
        try {
            looking.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
