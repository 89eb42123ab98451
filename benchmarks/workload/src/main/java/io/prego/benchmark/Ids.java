package io.prego.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ids of aggregates: 32 hexadecimal digits in no order, the same for the same seed. */
final class Ids {

    private Ids() {}

    static List<String> of(long seed, int count) {
        var random = new Random(seed);
        var ids = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            ids.add("%016x%016x".formatted(random.nextLong(), random.nextLong()));
        }
        return ids;
    }
}
