package io.prego.projection.engine;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stores the parked records of one key in order, as far as they become rows. A part of them is one transaction; the record
 * that held up the others stays parked until the last part, so that a crash in between begins anew.
 */
final class KeyReplay<T> {

    private static final int PART = 1_000;

    private final Projection<T> projection;
    private final OwnerSession session;
    private final ParkedReading reading;

    KeyReplay(Projection<T> projection, OwnerSession session, ParkedReading reading) {
        this.projection = projection;
        this.session = session;
        this.reading = reading;
    }

    /** What holds up the key now; null when nothing does. */
    @Nullable
    DeadLetter replay(String key, DeadLetter letter) throws SQLException {
        var places = session.parking().places(key);
        for (var from = 0; from < places.size(); from += PART) {
            var to = Math.min(from + PART, places.size());
            var held = new Part(key, letter, places, from, to).store();
            if (held != null) {
                return held;
            }
        }
        return null;
    }

    /** What became of a record: a row, or the reason why not. */
    private record Outcome<T>(
            ConsumerRecord<String, byte[]> record,
            @Nullable T row,
            @Nullable Poison poison) {}

    private Outcome<T> outcome(ConsumerRecord<String, byte[]> record) {
        try {
            return new Outcome<>(record, projection.row().apply(record), null);
        } catch (RuntimeException e) {
            return new Outcome<>(record, null, Poison.of(PoisonCause.UNDECODABLE, e));
        }
    }

    private final class Part {

        private final String key;
        private final DeadLetter letter;
        private final List<RecordPlace> places;
        private final int from;
        private final int to;
        private @Nullable DeadLetter held;

        Part(String key, DeadLetter letter, List<RecordPlace> places, int from, int to) {
            this.key = key;
            this.letter = letter;
            this.places = places;
            this.from = from;
            this.to = to;
        }

        @Nullable
        DeadLetter store() throws SQLException {
            var outcomes = new ArrayList<Outcome<T>>();
            for (var record : reading.read(places.subList(from, to))) {
                outcomes.add(outcome(record));
                if (outcomes.getLast().poison() != null) {
                    break;
                }
            }
            session.write(null, lastPosition(outcomes), writes -> store(outcomes, writes));
            return held;
        }

        private long lastPosition(List<Outcome<T>> outcomes) {
            var rows = new ArrayList<T>();
            for (var outcome : outcomes) {
                if (outcome.row() != null) {
                    rows.add(outcome.row());
                }
            }
            return projection.table().lastPosition(rows);
        }

        private void store(List<Outcome<T>> outcomes, OwnerWrites writes) throws SQLException {
            for (var i = 0; i < outcomes.size(); i++) {
                var poison = poison(outcomes.get(i), writes);
                if (poison != null) {
                    hold(outcomes.get(i).record(), poison, from + i, writes.parking());
                    return;
                }
            }
            writes.parking().remove(places.subList(Math.max(from, 1), to));
            if (to == places.size()) {
                writes.parking().remove(places.subList(0, 1));
                writes.parking().post(key, letter.redriven());
            }
        }

        private @Nullable Poison poison(Outcome<T> outcome, OwnerWrites writes) throws SQLException {
            if (outcome.row() == null) {
                return outcome.poison();
            }
            try {
                writes.storeAlone(projection.table(), outcome.row());
                return null;
            } catch (SQLException e) {
                if (!BatchWriting.isAboutData(e)) {
                    throw e;
                }
                return BatchWriting.refused(e);
            }
        }

        private void hold(ConsumerRecord<String, byte[]> record, Poison poison, int index, ParkingWrites parking)
                throws SQLException {
            var waiting = places.size() - index - 1;
            var next = index == 0
                    ? letter.parkedAgain(poison)
                    : Parking.letter(record, projection.consumer(), poison).withBehind(waiting);
            if (index > 0) {
                parking.remove(places.subList(0, 1));
                parking.remove(places.subList(Math.max(from, 1), index));
                parking.post(key, letter.redriven());
            }
            parking.hold(next);
            parking.post(key, next);
            held = next;
        }
    }
}
