package io.prego.projection.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.deadletter.ParkingMark;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a topology says of a key of its input.
 *
 * @param place of the record that says so
 * @param cause why versions are missing; null when none is any more
 */
record Withheld(RecordPlace place, String key, @Nullable PoisonCause cause) {

    /** A word that only later code knows means that something is missing all the same. */
    static Withheld of(ConsumerRecord<String, byte[]> record, Header mark) {
        var word = mark.value() == null ? "" : new String(mark.value(), UTF_8);
        return new Withheld(Parked.place(record), Parked.key(record), cause(word));
    }

    private static @Nullable PoisonCause cause(String word) {
        if (word.equals(ParkingMark.RELEASED)) {
            return null;
        }
        try {
            return PoisonCause.of(word);
        } catch (IllegalArgumentException _) {
            return PoisonCause.FAILED;
        }
    }
}
