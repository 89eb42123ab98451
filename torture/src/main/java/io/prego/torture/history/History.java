package io.prego.torture.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All exchanges of all clients. Thread-safe. */
public final class History {

    private final List<Exchange> exchanges = new ArrayList<>();

    synchronized void add(String client, Call call, long sentAt, @Nullable Answer answer) {
        exchanges.add(new Exchange(exchanges.size(), client, call, sentAt, System.nanoTime(), answer));
    }

    /** So far. */
    public synchronized List<Exchange> all() {
        return List.copyOf(exchanges);
    }
}
