package io.prego.benchmark.prego;

import io.prego.benchmark.Candidate;
import io.prego.eventlog.EventLogSchema;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;

/**
 * What the database gives when nothing is asked of it but to keep rows: one thread gathers what callers hand in and
 * inserts it group by group, into the same tables with the same indexes. No condition is checked, no state is read, no
 * payload is encoded.
 */
final class BareCandidate implements Candidate {

    /** As large as the log's own groups. */
    private static final int GROUP_ROWS_MAX = 500;

    /** What the Avro encoding of the same facts adds to the note. */
    private static final String ENVELOPE = "x".repeat(90);

    private record Handed(List<BareRow> rows, CompletableFuture<Void> committed) {}

    private final String jdbcUrl;
    private final BareInsert insert;
    private final BlockingQueue<Handed> waiting = new LinkedBlockingQueue<>();
    private final ConcurrentHashMap<String, Long> versions = new ConcurrentHashMap<>();
    private final Thread inserting = Thread.ofPlatform().daemon().unstarted(this::insertAll);

    private BareCandidate(String jdbcUrl) throws SQLException {
        this.jdbcUrl = jdbcUrl;
        this.insert = new BareInsert(jdbcUrl);
        inserting.start();
    }

    static BareCandidate open(String jdbcUrl) throws SQLException {
        EventLogSchema.migrate(jdbcUrl);
        return new BareCandidate(jdbcUrl);
    }

    @Override
    public void create(String id, String note) {
        change(id, List.of(note));
    }

    @Override
    public void change(String id, String note) {
        change(id, List.of(note));
    }

    @Override
    public void change(String id, List<String> notes) {
        var last = versions.merge(id, (long) notes.size(), Long::sum);
        var rows = new ArrayList<BareRow>();
        for (var note : notes) {
            var payload = (ENVELOPE + note).getBytes(StandardCharsets.UTF_8);
            rows.add(BareRow.of(id, last - notes.size() + rows.size() + 1, rows.size(), notes.size(), payload));
        }
        var handed = new Handed(rows, new CompletableFuture<>());
        waiting.add(handed);
        handed.committed().join();
    }

    private void insertAll() {
        var group = new ArrayList<Handed>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                gather(group);
                insert.insert(
                        group.stream().flatMap(handed -> handed.rows().stream()).toList());
                group.forEach(handed -> handed.committed().complete(null));
            } catch (SQLException e) {
                group.forEach(handed -> handed.committed().completeExceptionally(e));
            } catch (InterruptedException _) {
                return;
            }
            group.clear();
        }
    }

    private void gather(List<Handed> group) throws InterruptedException {
        var rows = 0;
        for (var next = waiting.take(); next != null; next = rows < GROUP_ROWS_MAX ? waiting.poll() : null) {
            group.add(next);
            rows += next.rows().size();
        }
    }

    @Override
    public long storedEvents() throws SQLException {
        return LogRows.events(jdbcUrl);
    }

    @Override
    public double storedPayloadBytes() throws SQLException {
        return LogRows.payloadBytes(jdbcUrl);
    }

    @Override
    public long storedValue(String id) throws SQLException {
        return (long) LogRows.number(
                jdbcUrl, "SELECT count(*) - 1 FROM log.event_tag WHERE tag = 'job:job_%s'".formatted(id));
    }

    @Override
    public ThreadFactory callers() {
        return Thread.ofVirtual().factory();
    }

    @Override
    public void close() {
        inserting.interrupt();
        try {
            inserting.join();
            insert.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
