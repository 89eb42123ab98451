package io.prego.stream.running;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Knows whether Kafka answers, for all work of this process: to a consumer or a topology a broker that is away looks like
 * a quiet topic. Asks every 2 s and waits as long for the answer. Thread-safe.
 */
public final class BrokerWatch implements SmartLifecycle {

    private static final Duration ASK_EVERY = Duration.ofSeconds(2);
    private static final int ANSWER_TIMEOUT_MS = 2_000;
    /** Longer than from one answer to a slow next one, so that one slow answer alone is no outage. */
    private static final Duration AWAY_AFTER = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private volatile long answeredNanos = System.nanoTime();
    private @Nullable Thread thread;

    public BrokerWatch(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            answeredNanos = System.nanoTime();
            thread = Thread.ofVirtual().name("kafka-watch").start(this::watch);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** For how long Kafka has not answered, once that is long enough to say so; null while it answers or nobody asks. */
    @Nullable
    Duration away() {
        var silence = Duration.ofNanos(System.nanoTime() - answeredNanos);
        return isRunning() && silence.compareTo(AWAY_AFTER) > 0 ? silence : null;
    }

    private void watch() {
        try {
            while (true) {
                watchWithOneClient();
                Thread.sleep(ASK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the client cannot be made or used at all, such as while no address of the cluster resolves. */
    private void watchWithOneClient() throws InterruptedException {
        Admin admin = null;
        try {
            admin = clients.admin();
            while (true) {
                ask(admin);
                Thread.sleep(ASK_EVERY);
            }
        } catch (KafkaException _) {
            // The silence that this leaves says it.
        } finally {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }

    private void ask(Admin admin) throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_TIMEOUT_MS))
                    .clusterId()
                    .get(2L * ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            answeredNanos = System.nanoTime();
        } catch (ExecutionException | TimeoutException _) {
            // The silence that this leaves says it; the work that needs Kafka logs why.
        }
    }
}
