package io.prego.query.live;

import io.prego.event.RecordedEvent;
import io.prego.query.reading.LogIndex;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest events of the log for all streams of this node: one short poll while anyone reads, and as many of them kept
 * as a bounded memory takes. Each reader has its own place in them; one that falls behind them reads the log itself.
 * Thread-safe.
 *
 * <p>Law: positions are given under a lock that outlasts the commit (ADR 1), so whoever has seen n and finds m &gt; n has
 * found all between.
 */
public final class EventTail {

    private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration POLL_WHILE_AWAY = Duration.ofMillis(500);
    private static final int READ_MAX = 500;

    private final LogIndex log;
    private final Function<RecordedEvent, Block> telling;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Recent recent = new Recent();
    private int readers;
    private boolean following;

    public EventTail(LogIndex log, Function<RecordedEvent, Block> telling) {
        this.log = log;
        this.telling = telling;
    }

    /**
     * Counts one more reader.
     *
     * @param head of the log, just read
     */
    public void join(long head) {
        lock.lock();
        try {
            readers++;
            if (!following) {
                following = true;
                recent.startAfter(head);
                Thread.ofVirtual().name("event-tail").start(this::follow);
            }
        } finally {
            lock.unlock();
        }
    }

    public void leave() {
        lock.lock();
        try {
            readers--;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What follows the position, in order.
     *
     * @param max how long it is waited for
     * @return empty when nothing came or {@link #wake} did; null when it is too long ago and stands in the log alone
     */
    @SuppressWarnings("WaitNotInLoop") // A wait that ends early is an empty answer; whoever reads asks again.
    public @Nullable List<Told> after(long position, int eventsMax, Duration max) throws InterruptedException {
        lock.lock();
        try {
            if (position >= recent.last()) {
                var _ = news.await(max.toNanos(), TimeUnit.NANOSECONDS);
            }
            return recent.after(position, eventsMax);
        } finally {
            lock.unlock();
        }
    }

    /** The position up to which the log was read. */
    public long last() {
        lock.lock();
        try {
            return recent.last();
        } finally {
            lock.unlock();
        }
    }

    /** An older event, as this tail tells its own. */
    public Told told(RecordedEvent event) {
        return new Told(event, telling);
    }

    /** Ends the waits of all readers early. */
    public void wake() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        var away = false;
        while (isFollowed()) {
            try {
                var events = log.after(last(), READ_MAX);
                if (away) {
                    LOG.info("the log is there again, streams go on");
                    away = false;
                }
                keep(events);
                if (events.size() < READ_MAX) {
                    pause(POLL);
                }
            } catch (RuntimeException e) {
                if (!away) {
                    LOG.warn("streams stand still, the log cannot be read: {}", e.toString());
                    away = true;
                }
                pause(POLL_WHILE_AWAY);
            }
        }
    }

    private boolean isFollowed() {
        lock.lock();
        try {
            following = readers > 0;
            return following;
        } finally {
            lock.unlock();
        }
    }

    private void keep(List<RecordedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            events.forEach(event -> recent.add(told(event)));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
