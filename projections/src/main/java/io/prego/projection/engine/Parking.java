package io.prego.projection.engine;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.ParkingMark;
import io.prego.event.deadletter.Poison;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one attempt to store records puts aside. It counts only once it is stored. For one thread. */
final class Parking {

    private final String consumer;
    private final boolean readsMarks;
    private final Map<String, DeadLetter> before;
    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();
    private final List<Parked> parked = new ArrayList<>();
    private final Map<String, Withheld> withheld = new LinkedHashMap<>();

    /** @param before what holds up the keys that were parked earlier; not changed */
    Parking(Projection<?> projection, Map<String, DeadLetter> before) {
        this.consumer = projection.consumer();
        this.readsMarks = projection.input().upstream() != null;
        this.before = before;
    }

    /** Notes what the record says of its key, if it is no version but a mark of the topology. */
    boolean isMark(ConsumerRecord<String, byte[]> record) {
        var mark = readsMarks && record.value() == null ? record.headers().lastHeader(ParkingMark.HEADER) : null;
        if (mark != null) {
            var key = Parked.key(record);
            withheld.put(key, Withheld.of(record, mark));
        }
        return mark != null;
    }

    /** Parks the record when its key is parked already. */
    boolean isBehind(ConsumerRecord<String, byte[]> record) {
        var key = Parked.key(record);
        var letter = letters.getOrDefault(key, before.get(key));
        if (letter == null) {
            return false;
        }
        letters.put(key, letter.withBehind(letter.behind() + 1));
        parked.add(new Parked(Parked.place(record), key, null));
        return true;
    }

    void park(ConsumerRecord<String, byte[]> record, Poison poison) {
        var letter = letter(record, consumer, poison);
        letters.put(Parked.key(record), letter);
        parked.add(new Parked(Parked.place(record), Parked.key(record), letter));
    }

    static DeadLetter letter(ConsumerRecord<String, byte[]> record, String consumer, Poison poison) {
        var storable = new Poison(poison.cause(), poison.error(), Parked.storable(poison.reason()));
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return DeadLetter.parked(consumer, Parked.place(record), headers(record), storable, now);
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        TextHeaders.of(record).forEach((name, value) -> headers.put(name, Parked.storable(value)));
        return headers;
    }

    boolean isEmpty() {
        return parked.isEmpty() && withheld.isEmpty();
    }

    /** In the order of the records. */
    List<Parked> parked() {
        return parked;
    }

    /** By key, how the letters stand that are new or have more behind them. */
    Map<String, DeadLetter> letters() {
        return letters;
    }

    /** What the topology said last of each key that it spoke of. */
    List<Withheld> withheld() {
        return List.copyOf(withheld.values());
    }
}
