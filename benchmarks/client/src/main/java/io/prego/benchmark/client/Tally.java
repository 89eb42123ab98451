package io.prego.benchmark.client;

import io.prego.benchmark.Latencies;
import java.util.HashMap;
import java.util.Map;

/** What came of the requests of one stretch of time. */
final class Tally {

    private static final int OK = 200;
    private static final int NOT_OK = 300;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    final Latencies accepted = new Latencies();
    final Latencies refused = new Latencies();
    final Map<Integer, Integer> failed = new HashMap<>();
    int refusedSilently;
    int broken;

    /** By what they asked for, when the answer was there, by {@link System#nanoTime()}. */
    final Map<String, Long> acceptedAt = new HashMap<>();

    void count(Connection connection, Answer answer, long now, boolean keepTimes) {
        var status = answer.status();
        var taken = now - connection.since();
        if (status >= OK && status < NOT_OK) {
            accepted.add(taken);
            if (keepTimes) {
                acceptedAt.put(connection.asked(), now);
            }
        } else if (status == TOO_MANY || status == UNAVAILABLE) {
            refused.add(taken);
            refusedSilently += answer.saysWhenToRetry() ? 0 : 1;
        } else {
            failed.merge(status, 1, Integer::sum);
        }
    }

    int failures() {
        return broken + failed.values().stream().mapToInt(Integer::intValue).sum();
    }
}
