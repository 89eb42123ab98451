package io.prego.torture.check;

import io.prego.torture.history.Call;
import io.prego.torture.history.Client;
import io.prego.torture.history.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The reads that a checker makes itself once all is calm: of the past, everything, and what clients have read before. */
final class PastReads {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int POSITIONS = 5;
    private static final int THINGS = 20;
    private static final int REPEATED = 100;

    private final Client client;
    private final Random random;

    PastReads(Client client, Random random) {
        this.client = client;
        this.random = random;
    }

    void make(Replay replay, long head, List<Exchange> earlier) throws InterruptedException {
        for (var i = 0; i < POSITIONS && head > 0; i++) {
            get("/internal/tenants-directory?limit=1000&as_of=%d".formatted(1 + random.nextLong(head)));
        }
        get("/internal/events?limit=1000&from=%d".formatted(Math.max(1, head - 900)));
        for (var i = 0; i < THINGS && head > 0; i++) {
            get("/v1/jobs/%s?as_of=%d".formatted(any(replay.jobs().keySet()), 1 + random.nextLong(head)));
            get("/v1/tenants/%s?as_of=%d".formatted(any(replay.tenants().keySet()), 1 + random.nextLong(head)));
            get("/v1/tenants/" + any(replay.tenants().keySet()));
        }
        var asOf = earlier.stream()
                .map(exchange -> exchange.call().path())
                .filter(path -> path.contains("as_of="))
                .distinct()
                .toList();
        for (var i = 0; i < Math.min(REPEATED, asOf.size()); i++) {
            get(asOf.get(random.nextInt(asOf.size())));
        }
    }

    private String any(java.util.Set<String> ids) {
        return new ArrayList<>(ids).get(random.nextInt(ids.size()));
    }

    private void get(String path) throws InterruptedException {
        var _ = client.persist(Call.get(path), LIMIT);
    }
}
