package io.prego.stream.parking;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.ParkingMark;
import io.prego.stream.parking.Attempt.Done;
import io.prego.stream.parking.Attempt.Failed;
import io.prego.stream.running.TextHeaders;

/** Puts keys aside and takes them up again, within one task. */
final class Parking {

    private final Task task;
    private final Step step;

    Parking(Task task, Step step) {
        this.task = task;
        this.step = step;
    }

    void park(String key, ParkedRecord record, RuntimeException thrown) {
        task.store().putRecord(key, 0, record);
        hold(key, ParkedKey.of(letter(record, thrown)), record);
        task.count(1, 1);
    }

    void keepBehind(String key, ParkedKey parked, ParkedRecord record) {
        var longer = parked.longer();
        task.store().putRecord(key, parked.next(), record);
        task.store().put(key, longer);
        task.letters().send(key, longer.letter());
        task.count(0, 1);
    }

    /**
     * Takes the first records of the key through the step, until one fails, none is left, or there were enough for now.
     *
     * @return whether there is more to do
     */
    boolean replay(String key, ParkedKey begun, int recordsMax) {
        var parked = begun;
        for (var taken = 0; taken < recordsMax && parked.size() > 0; taken++) {
            var record = task.store().record(key, parked.first());
            switch (Attempt.at(record.record(), step)) {
                case Failed failed -> {
                    holdAgain(key, parked, record, failed.thrown());
                    return false;
                }
                case Done _ -> {
                    task.store().removeRecord(key, parked.first());
                    task.count(0, -1);
                    parked = parked.shorter();
                }
            }
        }
        if (parked.size() > 0) {
            task.store().put(key, parked);
            return true;
        }
        release(key, parked.letter());
        return false;
    }

    /** The record that failed may be the one that failed before, or one that waited behind it. */
    private void holdAgain(String key, ParkedKey parked, ParkedRecord record, RuntimeException thrown) {
        var before = parked.letter();
        if (record.place().equals(before.place())) {
            hold(key, parked.heldUpBy(before.parkedAgain(Faults.poison(thrown))), record);
        } else {
            task.letters().send(key, before.redriven());
            hold(key, parked.heldUpBy(letter(record, thrown)), record);
        }
    }

    /** The key waits for this record from now on. */
    private void hold(String key, ParkedKey parked, ParkedRecord record) {
        task.store().put(key, parked);
        task.letters().send(key, parked.letter(), record.record());
        task.letters().mark(key, parked.letter().poison().cause().word());
    }

    private void release(String key, DeadLetter letter) {
        task.store().remove(key);
        task.letters().send(key, letter.redriven());
        task.letters().mark(key, ParkingMark.RELEASED);
        task.count(-1, 0);
    }

    private DeadLetter letter(ParkedRecord record, RuntimeException thrown) {
        var headers = TextHeaders.toMap(record.record().headers());
        return DeadLetter.parked(task.consumer(), record.place(), headers, Faults.poison(thrown), task.now());
    }
}
