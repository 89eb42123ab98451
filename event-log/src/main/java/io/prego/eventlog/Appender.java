package io.prego.eventlog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the appends of all callers of this node and commits them in groups, one after another. While a group is on its
 * way the next one gathers, so there is no delay to choose. Thread-safe.
 */
final class Appender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration WATCH_EVERY = Duration.ofMillis(25);
    private static final Duration RECONNECT_AFTER = Duration.ofMillis(50);

    private final EventLogSettings settings;
    private final Recollection recollection;
    private final GroupSender sender;
    private final BlockingQueue<Pending> waiting;
    private final Set<Pending> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread appending;
    private final Thread watching;
    private volatile boolean closing;
    private volatile boolean ended;

    /** When the server was first found unreachable, in nanoTime; 0 while it is reachable. */
    private volatile long downSince;

    // Appends that go before the waiting ones. Only the appending thread uses it.
    private List<Pending> deferred = new ArrayList<>();

    Appender(LogConnections connections, EventLogSettings settings, Recollection recollection, LongConsumer committed) {
        this.settings = settings;
        this.recollection = recollection;
        this.sender = new GroupSender(connections, recollection, committed);
        this.waiting = new LinkedBlockingQueue<>(settings.waitingMax());
        this.appending = Thread.ofPlatform().name("event-log-appender").daemon().unstarted(this::appendAll);
        this.watching = Thread.ofVirtual().name("event-log-deadlines").unstarted(this::watch);
    }

    void start() {
        appending.start();
        watching.start();
    }

    Pending queue(Append append, @Nullable Pending followed) {
        long now = System.nanoTime();
        var pending = new Pending(
                append,
                followed,
                now + settings.answerWithin().minus(WATCH_EVERY.multipliedBy(2)).toNanos(),
                callers);
        if (closing) {
            refuse(pending);
        } else if (isDown(now)) {
            pending.outcome.completeExceptionally(new EventLogUnavailable("the event log is unreachable", null));
        } else {
            queue(pending);
        }
        return pending;
    }

    private void queue(Pending pending) {
        open.add(pending);
        if (!waiting.offer(pending)) {
            open.remove(pending);
            pending.outcome.completeExceptionally(new EventLogFull("too many appends wait for the event log"));
        }
        if (ended) {
            refuse(pending);
        }
    }

    private boolean isDown(long now) {
        long since = downSince;
        return since != 0 && now - since > settings.answerWithin().toNanos();
    }

    private void appendAll() {
        try {
            while (!closing || !waiting.isEmpty() || !deferred.isEmpty()) {
                try {
                    appendGroup();
                } catch (RuntimeException e) {
                    // Those it had in hand fail by their deadlines; the others must not fail with them.
                    LOG.error("the appender goes on after a fault", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("the appender was stopped with appends on their way");
        } finally {
            sender.close();
            ended = true;
            waiting.forEach(Appender::refuse);
        }
    }

    private static void refuse(Pending pending) {
        pending.outcome.completeExceptionally(new EventLogUnavailable("this node is stopping", null));
    }

    private void appendGroup() throws InterruptedException {
        var group = gather().members();
        if (!sender.connect()) {
            downSince = downSince == 0 ? System.nanoTime() : downSince;
            defer(group);
            Thread.sleep(RECONNECT_AFTER);
            return;
        }
        downSince = 0;
        if (!group.isEmpty()) {
            var again = sender.send(group);
            defer(again);
            if (again.stream().anyMatch(pending -> pending.inDoubt)) {
                // A server that accepts connections and breaks them must not be asked in a tight loop.
                Thread.sleep(RECONNECT_AFTER);
            }
        }
    }

    // In front of those that wait because of them.
    private void defer(List<Pending> again) {
        var all = new ArrayList<>(again);
        all.addAll(deferred);
        deferred = all;
    }

    private AppendGroup gather() throws InterruptedException {
        var group = new AppendGroup(settings.groupEventsMax(), settings.groupBytesMax());
        var later = new ArrayList<Pending>();
        deferred.forEach(pending -> offer(pending, group, later));
        deferred = later;
        var next = group.isEmpty() ? waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS) : waiting.poll();
        while (next != null) {
            offer(next, group, later);
            boolean enough = group.isFull() || later.size() >= settings.groupEventsMax();
            next = enough ? null : waiting.poll();
        }
        return group;
    }

    private void offer(Pending pending, AppendGroup group, List<Pending> later) {
        if (pending.isOver()) {
            pending.followed = null;
            return;
        }
        pending.catchUp();
        long broken = pending.inDoubt ? 0 : brokenBy(pending);
        if (broken > 0 || (pending.followsNothing() && !pending.inDoubt)) {
            pending.complete(new AppendOutcome.Conflict(broken));
        } else if (group.isFull() || !group.admit(pending)) {
            later.add(pending);
        }
    }

    private long brokenBy(Pending pending) {
        long broken = 0;
        for (var unless : pending.append.conditions()) {
            broken = Math.max(broken, recollection.brokenBy(unless.query(), pending.after(unless)));
        }
        return broken;
    }

    // Keeps the promise of a bounded answer even while the appending thread hangs in a call to a frozen server.
    private void watch() {
        try {
            while (appending.isAlive() || !open.isEmpty()) {
                long now = System.nanoTime();
                open.removeIf(pending -> settled(pending, now));
                Thread.sleep(WATCH_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean settled(Pending pending, long now) {
        if (!pending.outcome.isDone() && pending.expiredAt(now)) {
            pending.fail(new EventLogUnavailable("the event log did not answer in time", null));
            return true;
        }
        return pending.outcome.isDone();
    }

    /** Waits, as long as an answer may take, for what was taken; no append is taken any more. */
    @Override
    public void close() {
        closing = true;
        try {
            if (!appending.join(settings.answerWithin())) {
                appending.interrupt();
            }
            watching.join(settings.answerWithin());
            callers.shutdown();
            // What callers chained to their futures may take its time; it is theirs.
            callers.awaitTermination(WATCH_EVERY.toMillis() * 40, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
