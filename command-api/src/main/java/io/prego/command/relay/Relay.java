package io.prego.command.relay;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.EventLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the event log to Kafka, each event exactly once under {@code read_committed}, in the order of the log.
 *
 * <p>Of all nodes one relays: who holds the {@link LeaderLock}. Whatever fails, the lock, Kafka or the log, it starts
 * over from the lock, with growing pauses, for ever; appends go on meanwhile.
 */
final class Relay implements SmartLifecycle {

    /** Stopped after the web server and all that appends, which have higher phases. */
    static final int PHASE = 0;

    /** How much longer than after an event it may wait for the next look where no event has come for a while. */
    private static final int QUIET_FACTOR = 4;

    private final String jdbcUrl;
    private final RelayClients clients;
    private final EventLog log;
    private final RelaySettings settings;
    private final RelayObserver observer;
    private final RelayStatus status = new RelayStatus();
    private final Backoff backoff = new Backoff();
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile CountDownLatch stopRequested = new CountDownLatch(1);
    private volatile long stopAtNanos;
    private @Nullable Thread thread;

    Relay(String jdbcUrl, RelayClients clients, EventLog log, RelaySettings settings, RelayObserver observer) {
        this.jdbcUrl = jdbcUrl;
        this.clients = clients;
        this.log = log;
        this.settings = settings;
        this.observer = observer;
    }

    RelayStatus status() {
        return status;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            stopRequested = new CountDownLatch(1);
            thread = Thread.ofPlatform().name("prego-relay").start(this::run);
        }
    }

    /** Relays what is in the log, for as long as the settings allow, and lets the lock go. */
    @Override
    public synchronized void stop() {
        var running = thread;
        if (running == null) {
            return;
        }
        stopAtNanos = System.nanoTime() + settings.drain().toNanos();
        stopRequested.countDown();
        wakeUp.release();
        try {
            if (!running.join(settings.drain())) {
                running.interrupt();
                running.join();
            }
        } catch (InterruptedException _) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        var unsubscribe = log.onAppend(this::appended);
        try {
            while (!stopping()) {
                leadOnce();
            }
            status.enter(new RelayState.Stopped());
        } catch (InterruptedException | InterruptException _) {
            status.enter(new RelayState.Stopped());
        } catch (Error e) {
            status.enter(new RelayState.Failing("stopped by %s; the process must be restarted".formatted(e)));
            throw e;
        } finally {
            unsubscribe.run();
        }
    }

    private void appended(long head) {
        status.sawHead(head);
        wakeUp();
    }

    private void wakeUp() {
        if (wakeUp.availablePermits() == 0) {
            wakeUp.release();
        }
    }

    private void leadOnce() throws InterruptedException {
        try (var lock = LeaderLock.take(jdbcUrl, settings, this::standBy, this::wakeUp)) {
            if (lock != null) {
                lead(lock);
            }
        } catch (HistoryMismatch e) {
            pause(new RelayState.Refusing(String.valueOf(e.getMessage())));
        } catch (SQLException e) {
            pause(new RelayState.Failing("PostgreSQL is away: " + e.getMessage()));
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            pause(new RelayState.Failing(reason(e)));
        }
    }

    private boolean standBy() {
        status.enter(new RelayState.StandingBy());
        return !stopping();
    }

    private void lead(LeaderLock lock) throws InterruptedException {
        observer.passed(RelayStep.ELECTED);
        status.enter(new RelayState.TakingOver());
        new TopicCreation(clients, settings.replicationFactor()).ensure();
        try (var term = RelayTerm.begin(clients, log, observer)) {
            status.relayedTo(term.position());
            var gathering = new Gathering(System.nanoTime());
            var patience = settings.poll();
            while (lock.held() && !(stopping() && System.nanoTime() > stopAtNanos)) {
                wakeUp.drainPermits();
                var begun = System.nanoTime();
                var batch = read(term.position());
                if (!batch.isEmpty()) {
                    term.relay(batch);
                    status.relayedTo(term.position());
                    gather(batch.size(), gathering.pause(batch.size(), begun, System.nanoTime()));
                    patience = settings.poll();
                } else if (stopping()) {
                    return;
                } else {
                    var _ = wakeUp.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
                    patience = longer(patience);
                }
            }
        }
        if (!lock.held()) {
            pause(new RelayState.Failing("the lock was lost: PostgreSQL or this node did not answer in time"));
        }
    }

    /** Lets more come in, but where nothing came yet, or too much for one transaction. */
    private void gather(int relayed, Duration pause) throws InterruptedException {
        if (wakeUp.availablePermits() > 0 && relayed < settings.batchEventsMax()) {
            var _ = stopRequested.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Where nothing is appended, it looks less often: appends of this node wake it, only those of others it must find. */
    private Duration longer(Duration patience) {
        var longest = settings.poll().multipliedBy(QUIET_FACTOR);
        var doubled = patience.multipliedBy(2);
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    // A read that fails says nothing about Kafka, so that the term goes on; whether the lock is lost is seen by itself.
    private List<RecordedEvent> read(long after) throws InterruptedException {
        try {
            var batch = log.read(after, settings.batchEventsMax());
            status.enter(new RelayState.Relaying());
            backoff.reset();
            return batch;
        } catch (RuntimeException e) {
            pause(new RelayState.Failing(reason(e)));
            return List.of();
        }
    }

    private void pause(RelayState reason) throws InterruptedException {
        status.enter(reason);
        try {
            status.sawHead(log.head());
        } catch (RuntimeException _) {
            // The lag stays what it was known to be.
        }
        var _ = stopRequested.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String reason(RuntimeException e) {
        var cause = e.getCause();
        return cause == null ? e.toString() : "%s (%s)".formatted(e.getMessage(), cause.getMessage());
    }

    private boolean stopping() {
        return stopRequested.getCount() == 0;
    }
}
