package io.prego.projection.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one attempt to store records puts aside. It counts only once it is stored. For one thread. */
final class Parking {

    private final Set<String> before;
    private final Set<String> keys = new HashSet<>();
    private final List<Parked> parked = new ArrayList<>();

    /** @param before the keys that were parked earlier; not changed */
    Parking(Set<String> before) {
        this.before = before;
    }

    /** Parks the record when its key is parked already. */
    boolean isBehind(ConsumerRecord<String, byte[]> record) {
        var key = Parked.key(record);
        var isBehind = before.contains(key) || keys.contains(key);
        if (isBehind) {
            parked.add(Parked.of(record, ParkedCause.BEHIND, "behind an earlier record of its key"));
        }
        return isBehind;
    }

    void park(ConsumerRecord<String, byte[]> record, ParkedCause cause, String reason) {
        keys.add(Parked.key(record));
        parked.add(Parked.of(record, cause, reason));
    }

    /** In the order of the records. */
    List<Parked> parked() {
        return parked;
    }

    /** The keys that were not parked before. */
    Set<String> keys() {
        return keys;
    }
}
