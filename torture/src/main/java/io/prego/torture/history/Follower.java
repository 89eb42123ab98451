package io.prego.torture.history;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** One client that does nothing but look how far each list is, again and again: none may ever be less far than before. */
final class Follower implements Runnable {

    private static final List<String> LISTS =
            List.of("/internal/tenants-directory?limit=1", "/internal/jobs?limit=1", "/internal/events?limit=1&from=1");
    private static final long PAUSE_MS = 100;

    private final Client client;
    private volatile boolean stopping;

    Follower(Client client) {
        this.client = client;
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try {
            for (var turn = 0; !stopping; turn++) {
                var _ = client.once(Call.get(LISTS.get(turn % LISTS.size())));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
