package io.prego.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that fill events up: letters that do not compress, the same for the same seed. One per caller. */
final class Notes {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    private static final int VARIETY = 64;

    private final List<String> texts = new ArrayList<>();
    private int next;

    Notes(long seed, int characters) {
        var random = new Random(seed);
        for (var i = 0; i < VARIETY; i++) {
            var text = new StringBuilder();
            for (var j = 0; j < characters; j++) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            texts.add(text.toString());
        }
    }

    String next() {
        next = (next + 1) % VARIETY;
        return texts.get(next);
    }

    List<String> next(int count) {
        var notes = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            notes.add(next());
        }
        return notes;
    }
}
