package io.prego.projection.engine;

import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows and stores them with what is read next. A record that cannot become a row parks its key: it
 * and all later ones of that key are put aside in order, the other keys go on.
 */
final class BatchWriting<T> {

    private final Projection<T> projection;
    private final GenerationSession session;
    private final Tally tally;
    private final ParkedLetters letters;
    private final Map<TopicPartition, Long> stored = new HashMap<>();
    private long lastSignOfLife = System.nanoTime();

    BatchWriting(Projection<T> projection, GenerationSession session, Tally tally) throws SQLException {
        this.projection = projection;
        this.session = session;
        this.tally = tally;
        this.letters = new ParkedLetters(session.parking().letters(projection.consumer()));
        tally.beginAt(session.watermark());
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
        tally.stored(records.size(), Duration.ofNanos(lastSignOfLife - begun), watermark);
    }

    private void storeAtOnce(
            List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> moved, @Nullable Long watermark)
            throws SQLException {
        var parking = parking();
        session.write(projection.table(), new Batch<>(rows(records, parking), parking, moved, watermark));
        letters.accept(parking);
    }

    // Which keys are parked is found anew: what the first attempt parked was not stored, and stood behind other rows.
    private void storeOneByOne(
            List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> moved, @Nullable Long watermark)
            throws SQLException {
        var parking = parking();
        var rowsTo = projection.table().lastPosition(rows(records, parking()));
        session.write(watermark, rowsTo, writes -> {
            for (var record : records) {
                storeAlone(record, parking, writes);
            }
            writes.park(parking);
            writes.moveTo(moved);
        });
        letters.accept(parking);
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
            parking.park(record, refused(e));
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
        if (parking.isMark(record) || parking.isBehind(record)) {
            return null;
        }
        try {
            return projection.row().apply(record);
        } catch (RuntimeException e) {
            parking.park(record, Poison.of(PoisonCause.UNDECODABLE, e));
            return null;
        }
    }

    private Parking parking() {
        return new Parking(projection, letters.byKey());
    }

    static Poison refused(SQLException e) {
        return new Poison(
                PoisonCause.REFUSED, e.getClass().getSimpleName(), "PostgreSQL refuses the row: " + e.getSQLState());
    }

    private Map<TopicPartition, Long> moved(Map<TopicPartition, Long> positions) {
        var moved = new HashMap<>(positions);
        moved.entrySet().removeAll(stored.entrySet());
        return moved;
    }

    // Class 22 is data exceptions, 23 violated constraints: the rows are to blame, not the database.
    static boolean isAboutData(SQLException e) {
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
        return letters.keys() == 0 ? Condition.OWNING : Condition.parking(letters.keys());
    }

    /** What is parked, as stored. */
    ParkedLetters letters() {
        return letters;
    }
}
