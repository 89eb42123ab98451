package io.prego.stream.parking;

import io.prego.event.codec.UndecodableEvent;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;

/** Tells a record that cannot be read from one that was read and of which nothing can be made. */
public final class Faults {

    private Faults() {}

    public static Poison poison(RuntimeException thrown) {
        var cause = thrown instanceof UndecodableEvent ? PoisonCause.UNDECODABLE : PoisonCause.FAILED;
        return Poison.of(cause, thrown);
    }
}
