package io.prego.eventlog.engine;

import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogUnavailable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open streams that the log may have grown: at once after an append of this node, and by a look at the head for
 * those of others. Its thread lives as long as there are streams. Thread-safe.
 */
final class LogWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final EventLog log;
    private final Set<Runnable> callbacks = ConcurrentHashMap.newKeySet();
    private final Semaphore appended = new Semaphore(0);
    private final ReentrantLock starting = new ReentrantLock();
    private boolean running;

    LogWatch(EventLog log) {
        this.log = log;
        log.onAppend(_ -> appended.release());
    }

    Registration register(Runnable callback) {
        starting.lock();
        try {
            callbacks.add(callback);
            if (!running) {
                running = true;
                Thread.ofVirtual().name("event-log-watch").start(this::watch);
            }
        } finally {
            starting.unlock();
        }
        return () -> callbacks.remove(callback);
    }

    private void watch() {
        long told = -1;
        while (!ends()) {
            try {
                boolean own = appended.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                appended.drainPermits();
                long head = log.head();
                if (own || head != told) {
                    told = head;
                    callbacks.forEach(Runnable::run);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (EventLogUnavailable e) {
                LOG.debug("the streams wait for the event log", e);
            }
        }
    }

    private boolean ends() {
        starting.lock();
        try {
            running = !callbacks.isEmpty();
            return !running;
        } finally {
            starting.unlock();
        }
    }
}
