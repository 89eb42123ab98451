package io.prego.command.handling;

import io.prego.eventlog.CommandQueue.Turn;
import io.prego.sealing.SubjectKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A command on its way over the bus.
 *
 * @param newSubjectKeys keys that the command's facts are sealed with, to be stored in the same append
 * @param guess whether the decision may rest on memory that may be behind the log, so far as it is appended
 * @param at when it was asked, which is when its facts occur; in whole microseconds, as the log keeps it
 * @param turn its place in the line of commands on the same tag
 */
record Asked<C>(C command, Asker asker, List<SubjectKey> newSubjectKeys, boolean guess, Instant at, Turn turn) {

    Asked {
        newSubjectKeys = List.copyOf(newSubjectKeys);
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    Asked<C> withoutGuess() {
        return new Asked<>(command, asker, newSubjectKeys, false, at, turn);
    }
}
