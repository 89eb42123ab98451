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
            storeAtOnce(records, moved, watermark);
        } catch (SQLException e) {
            if (!isAboutData(e)) {
                throw e;
            }
            storeOneByOne(records, moved, watermark);
        }
        stored.putAll(moved);
        lastSignOfLife = System.nanoTime();
        meters.stored(records.size(), Duration.ofNanos(lastSignOfLife - begun), watermark);
    }

    private void storeAtOnce(
            List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> moved, @Nullable Long watermark)
            throws SQLException {
        var parking = new Parking(parkedKeys);
        session.write(projection.table(), new Batch<>(rows(records, parking), parking.parked(), moved, watermark));
        parkedKeys.addAll(parking.keys());
    }

    // Which keys are parked is found anew: what the first attempt parked was not stored, and stood behind other rows.
    private void storeOneByOne(
            List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> moved, @Nullable Long watermark)
            throws SQLException {
        var parking = new Parking(parkedKeys);
        var rowsTo = projection.table().lastPosition(rows(records, new Parking(parkedKeys)));
        session.write(watermark, rowsTo, writes -> {
            for (var record : records) {
                storeAlone(record, parking, writes);
            }
            writes.park(parking.parked());
            writes.moveTo(moved);
        });
        parkedKeys.addAll(parking.keys());
    }

    private void storeAlone(ConsumerRecord<String, byte[]> record, Parking parking, OwnerWrites writes)
            throws SQLException {
        var row = row(record, parking);
        if (row == null) {
            return;
        }
        try {
            writes.storeAlone(projection.table(), row);
        } catch (SQLException e) {
            if (!isAboutData(e)) {
                throw e;
            }
            parking.park(record, ParkedCause.REFUSED, "PostgreSQL refuses the row: " + e.getSQLState());
        }
    }

    private List<T> rows(List<ConsumerRecord<String, byte[]>> records, Parking parking) {
        var rows = new ArrayList<T>(records.size());
        for (var record : records) {
            var row = row(record, parking);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** What the record becomes; null when it is parked. */
    private @Nullable T row(ConsumerRecord<String, byte[]> record, Parking parking) {
        if (parking.isBehind(record)) {
            return null;
        }
        try {
            return projection.row().apply(record);
        } catch (RuntimeException e) {
            parking.park(record, ParkedCause.UNDECODABLE, String.valueOf(e.getMessage()));
            return null;
        }
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
