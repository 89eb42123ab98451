package io.prego.stream.automation;

import io.prego.event.deadletter.DeadLetter;

/**
 * A key whose events wait: they stand in the topic, from the letter's place on.
 *
 * @param behindTo the offset of the last one that is counted as waiting
 */
record HeldKey(DeadLetter letter, long behindTo) {

    static HeldKey of(DeadLetter letter) {
        return new HeldKey(letter, letter.place().offset());
    }

    HeldKey longer(long offset) {
        return new HeldKey(letter.withBehind(letter.behind() + 1), offset);
    }

    long size() {
        return letter.behind() + 1;
    }
}
