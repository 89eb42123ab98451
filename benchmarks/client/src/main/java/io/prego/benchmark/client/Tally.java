package io.prego.benchmark.client;

import io.prego.benchmark.Latencies;
import io.prego.benchmark.Paced;
import java.util.HashMap;
import java.util.Map;

/** What came of the requests of one stretch of time. */
final class Tally {

    private static final long NORMAL_MS = 100;
    private static final int OK = 200;
    private static final int NOT_OK = 300;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    final Latencies accepted = new Latencies();
    final Latencies refused = new Latencies();
    final Map<Integer, Integer> failed = new HashMap<>();
    int refusedSilently;
    int broken;

    /** When the last answer came that was no acceptance within {@value #NORMAL_MS} ms, by {@link System#nanoTime()}. */
    long lastBad;

    /** @param tell whether it is told at once what was accepted and when */
    void count(Connection connection, Answer answer, long now, boolean tell) {
        var status = answer.status();
        var taken = now - connection.since();
        if (status >= NOT_OK || taken > NORMAL_MS * 1_000_000L) {
            lastBad = now;
        }
        if (status >= OK && status < NOT_OK) {
            accepted.add(taken);
            if (tell) {
                Paced.Done.tell(answer.text("tenant_id"), now);
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
