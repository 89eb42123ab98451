package io.prego.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ids of aggregates, the same for the same seed: 32 hexadecimal digits, each id above the one before and above those of smaller
 * seeds, as the product's own ids begin with their time (UUIDv7), the last half by chance.
 */
final class Ids {

    private Ids() {}

    static List<String> of(long seed, int count) {
        var random = new Random(seed);
        var ids = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            ids.add("%08x%08x%016x".formatted(seed, i, random.nextLong()));
        }
        return ids;
    }
}
