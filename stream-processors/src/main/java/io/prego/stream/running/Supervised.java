package io.prego.stream.running;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps one piece of work going for as long as the application runs: waits until its topics exist, starts it, starts it
 * anew after a failure with a growing pause, and says in words how it stands. Kafka may be away at any time.
 */
public final class Supervised implements SmartLifecycle, HealthIndicator {

    private static final Logger LOGGER = LoggerFactory.getLogger(Supervised.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15));
    private static final Duration LOOK_FOR_TOPICS = Duration.ofMillis(200);
    /** Work that went on for so long had recovered: the next failure is a first one again. */
    private static final Duration RECOVERED_AFTER = Duration.ofMinutes(1);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final List<String> topics;
    private final KafkaClients clients;
    private final BrokerWatch broker;
    private final Supplier<Work> work;
    private final Supplier<Map<String, Object>> details;
    private final Standing standing = new Standing();
    private final FailureLog failures = new FailureLog(LOGGER);
    private CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Work current;
    private @Nullable Thread thread;

    /** As below, without details. */
    public Supervised(String name, List<String> topics, KafkaClients clients, BrokerWatch broker, Supplier<Work> work) {
        this(name, topics, clients, broker, work, Map::of);
    }

    /**
     * @param name of the thread and in logs
     * @param topics that must exist before the work can start
     * @param broker knows of an outage that the work does not notice
     * @param work a new instance for each start
     * @param details what else an operator is told of the work, well or not
     */
    public Supervised(
            String name,
            List<String> topics,
            KafkaClients clients,
            BrokerWatch broker,
            Supplier<Work> work,
            Supplier<Map<String, Object>> details) {
        this.name = name;
        this.topics = List.copyOf(topics);
        this.clients = clients;
        this.broker = broker;
        this.work = work;
        this.details = details;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            stopping = new CountDownLatch(1);
            thread = Thread.ofPlatform().name(name).daemon().start(this::run);
        }
    }

    @Override
    public void stop() {
        var stopped = signal();
        if (stopped != null) {
            await(stopped);
        }
    }

    /** Does not hold up the caller, so that all that runs stops at the same time. */
    @Override
    public void stop(Runnable whenStopped) {
        var stopped = signal();
        Thread.ofVirtual().name(name + "-stop").start(() -> {
            if (stopped != null) {
                await(stopped);
            }
            whenStopped.run();
        });
    }

    private synchronized @Nullable Thread signal() {
        var stopped = thread;
        thread = null;
        stopping.countDown();
        if (current != null) {
            current.stop();
        } else if (stopped != null) {
            stopped.interrupt(); // It waits for Kafka or for its next try: nothing is under way.
        }
        return stopped;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public Health health() {
        return standing.health(broker.away(), details.get());
    }

    private void run() {
        try {
            keepGoing();
            standing.unwell("stopped");
        } catch (Error e) {
            standing.unwell("stopped by %s; the process must be restarted".formatted(e));
            LOGGER.error("{} is stopped; the process must be restarted", name, e);
            throw e;
        }
    }

    private void keepGoing() {
        var inARow = 0;
        while (!isStopping()) {
            var startedNanos = System.nanoTime();
            try {
                awaitTopics();
                runOnce();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (Exception | LinkageError e) {
                var recovered = System.nanoTime() - startedNanos > RECOVERED_AFTER.toNanos();
                inARow = recovered ? 1 : inARow + 1;
                standing.failed(e);
                failures.warn(name + " failed and will try again", e);
                pause(BACKOFF.after(inARow));
            }
        }
    }

    private void awaitTopics() throws InterruptedException, ExecutionException {
        standing.unwell("looking for Kafka");
        var admin = clients.admin();
        try {
            while (!isStopping()) {
                var existing = admin.listTopics().names().get();
                var missing = topics.stream()
                        .filter(topic -> !existing.contains(topic))
                        .toList();
                if (missing.isEmpty()) {
                    return;
                }
                standing.unwell("waiting for topics that do not exist yet: " + String.join(", ", missing));
                pause(LOOK_FOR_TOPICS);
            }
        } finally {
            admin.close(Duration.ZERO); // Otherwise it waits for the answer to a call that nobody waits for any more.
        }
    }

    private void runOnce() throws Exception {
        Work mine;
        synchronized (this) {
            if (isStopping()) {
                return;
            }
            mine = work.get();
            current = mine;
        }
        standing.unwell("starting");
        try {
            mine.run(standing);
        } finally {
            synchronized (this) {
                current = null;
            }
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause(Duration length) {
        try {
            stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Thread stopped) {
        try {
            if (!stopped.join(STOP_LIMIT)) {
                LOGGER.warn("{} did not stop within {}", name, STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
