package io.prego.compose;

import static org.awaitility.Awaitility.await;

import io.prego.compose.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Callers who register tenant after tenant and send each again, under its key, until they are answered. */
final class PersistentCallers {

    static final String SLUG = "persistent";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TENANTS = Duration.ofMillis(50);

    private final Client client;
    private final ConcurrentLinkedQueue<Answer> accepted = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    PersistentCallers(Client client) {
        this.client = client;
    }

    void start(int callers) {
        for (var caller = 0; caller < callers; caller++) {
            var name = "%s-%d".formatted(SLUG, caller);
            threads.execute(() -> {
                for (var i = 0; !stopping; i++) {
                    accepted.add(registered("%s-%d".formatted(name, i)));
                    await().pollDelay(BETWEEN_TENANTS).until(() -> true);
                }
            });
        }
    }

    private Answer registered(String slug) {
        return await().atMost(LIMIT)
                .ignoreException(UncheckedIOException.class)
                .until(() -> client.register(slug, "", "key-of-" + slug), answer -> answer.status() == 202);
    }

    /** Until so many more are accepted than at this moment. */
    void awaitMore(int number) {
        var enough = accepted.size() + number;
        await().atMost(LIMIT).until(() -> accepted.size() >= enough);
    }

    /** All that were accepted, once the last callers are answered. */
    List<Answer> stop() {
        stopping = true;
        threads.close();
        return List.copyOf(accepted);
    }
}
