package io.prego.projection.engine;

import io.prego.event.deadletter.DeadLetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds up which key, as it is stored. For one thread. */
final class ParkedLetters {

    static final ParkedLetters NONE = new ParkedLetters(Map.of());

    private final Map<String, DeadLetter> byKey;
    private boolean hasNews = true; // An earlier owner may have stored letters and not sent them.

    ParkedLetters(Map<String, DeadLetter> stored) {
        this.byKey = new HashMap<>(stored);
    }

    Map<String, DeadLetter> byKey() {
        return byKey;
    }

    /** The attempt is stored. */
    void accept(Parking parking) {
        byKey.putAll(parking.letters());
        hasNews |= !parking.letters().isEmpty();
    }

    /** It is stored that the key waits for this, or for nothing when it is null. */
    void accept(String key, @Nullable DeadLetter letter) {
        if (letter == null) {
            byKey.remove(key);
        } else {
            byKey.put(key, letter);
        }
        hasNews = true;
    }

    /** A letter is stored that changes nothing here. */
    void tell() {
        hasNews = true;
    }

    /** Whether there may be letters that are stored and not sent yet. */
    boolean hasNews() {
        return hasNews;
    }

    void sent() {
        hasNews = false;
    }

    int keys() {
        return byKey.size();
    }

    long records() {
        return byKey.values().stream().mapToLong(letter -> letter.behind() + 1).sum();
    }
}
