package io.prego.projection.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows and stores them with what is read next. A record that cannot become a row parks its key: it
 * and all later ones of that key are put aside in order, the other keys go on.
 */
final class BatchWriting<T> {

    private final Projection<T> projection;
    private final OwnerSession session;
    private final Meters meters;
    private final Set<String> parkedKeys;
    private final Map<TopicPartition, Long> stored = new HashMap<>();
    private long lastSignOfLife = System.nanoTime();

    BatchWriting(Projection<T> projection, OwnerSession session, Meters meters) throws SQLException {
        this.projection = projection;
        this.session = session;
        this.meters = meters;
        this.parkedKeys = new HashSet<>(session.parkedKeys());
        meters.beginAt(session.watermark());
    }

    /** @param mark what is reached with these records; null when no mark is */
    void store(List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> positions, @Nullable Mark mark)
            throws SQLException {
        var begun = System.nanoTime();
        var moved = moved(positions);
        var watermark = mark == null ? null : mark.position();
        try {
            session.write(projection.table(), batch(records, moved, watermark));
        } catch (SQLException e) {
            if (!isAboutData(e)) {
                throw e;
            }
            storeOneByOne(records);
            session.write(projection.table(), new Batch<>(List.of(), List.of(), moved, watermark));
        }
        stored.putAll(moved);
        lastSignOfLife = System.nanoTime();
        meters.stored(records.size(), Duration.ofNanos(lastSignOfLife - begun), watermark);
    }

    private void storeOneByOne(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
        for (var record : records) {
            try {
                session.write(projection.table(), batch(List.of(record), Map.of(), null));
            } catch (SQLException e) {
                if (!isAboutData(e)) {
                    throw e;
                }
                var parked = park(record, "PostgreSQL refuses the row: " + e.getSQLState());
                session.write(projection.table(), new Batch<>(List.of(), List.of(parked), Map.of(), null));
            }
        }
    }

    private Batch<T> batch(
            List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> moved, @Nullable Long watermark) {
        var rows = new ArrayList<T>(records.size());
        var parked = new ArrayList<Parked>();
        for (var record : records) {
            if (parkedKeys.contains(Parked.key(record))) {
                parked.add(Parked.of(record, "behind an earlier record of its key"));
                continue;
            }
            try {
                rows.add(projection.row().apply(record));
            } catch (RuntimeException e) {
                parked.add(park(record, String.valueOf(e.getMessage())));
            }
        }
        return new Batch<>(rows, parked, moved, watermark);
    }

    private Parked park(ConsumerRecord<String, byte[]> record, String reason) {
        parkedKeys.add(Parked.key(record));
        return Parked.of(record, reason);
    }

    private Map<TopicPartition, Long> moved(Map<TopicPartition, Long> positions) {
        var moved = new HashMap<>(positions);
        moved.entrySet().removeAll(stored.entrySet());
        return moved;
    }

    // Class 22 is data exceptions, 23 violated constraints: the rows are to blame, not the database.
    private static boolean isAboutData(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    void heartbeatAfter(Duration silence) throws SQLException {
        if (System.nanoTime() - lastSignOfLife > silence.toNanos()) {
            session.heartbeat();
            lastSignOfLife = System.nanoTime();
        }
    }

    Condition condition() {
        return parkedKeys.isEmpty() ? Condition.OWNING : Condition.parking(parkedKeys.size());
    }
}
