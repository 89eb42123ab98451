package io.prego.command.relay;

import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import java.time.Duration;

/** One relay of a test, started; quick to notice the loss of another. */
final class RelayRun implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Relay relay;

    private RelayRun(Relay relay) {
        this.relay = relay;
    }

    /** A broker for the tests of this package that share one: they delete topics, while others need theirs. */
    static String kafka() {
        return SharedKafka.bootstrapServers("relay");
    }

    static RelaySettings settings(int batchEventsMax) {
        return new RelaySettings(
                batchEventsMax,
                Duration.ofMillis(5),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                (short) 1);
    }

    static RelayRun start(TestLog log, String bootstrapServers, int batchEventsMax) {
        return start(log, bootstrapServers, batchEventsMax, RelayObserver.NONE);
    }

    static RelayRun start(TestLog log, String bootstrapServers, int batchEventsMax, RelayObserver observer) {
        var settings = settings(batchEventsMax);
        var clients = new RelayClients(bootstrapServers, settings);
        var run = new RelayRun(new Relay(log.jdbcUrl, clients, log.events, settings, observer));
        run.relay.start();
        return run;
    }

    void awaitState(Class<? extends RelayState> state) {
        await().atMost(PATIENCE).until(() -> relay.status().state(), state::isInstance);
    }

    void awaitPosition(long position) {
        await().atMost(PATIENCE).until(() -> relay.status().position() >= position);
    }

    /** Relays what is in the log and stops. */
    @Override
    public void close() {
        relay.stop();
    }
}
