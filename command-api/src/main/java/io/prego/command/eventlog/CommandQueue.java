package io.prego.command.eventlog;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets commands that begin with the same tag go one after another, in order of arrival, so that within a node they never
 * decide on what another is about to change. Other tags are not held up. Keeps nothing of a tag on which no command is.
 * Made for virtual threads; thread-safe. Commands must not nest: two that wait for each other's tags would time out.
 */
public final class CommandQueue {

    private static final class Queue {
        final ReentrantLock turn = new ReentrantLock(true);
        int length;
    }

    private final ConcurrentMap<String, Queue> queues = new ConcurrentHashMap<>();
    private final int lengthMax;
    private final Duration waitMax;

    /**
     * @param lengthMax commands on one tag at a time, the running one included
     * @param waitMax for one's turn
     */
    public CommandQueue(int lengthMax, Duration waitMax) {
        this.lengthMax = lengthMax;
        this.waitMax = waitMax;
    }

    /**
     * Runs the command when it is its turn.
     *
     * @throws EventLogFull when the queue is too long or the turn does not come in time; the command has not run
     * @throws Exception whatever the command throws
     */
    public <T> T inOrder(String firstTag, Callable<T> command) throws Exception {
        var queue = enter(firstTag);
        try {
            if (!queue.turn.tryLock(waitMax.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EventLogFull("the commands on " + firstTag + " took too long");
            }
            try {
                return command.call();
            } finally {
                queue.turn.unlock();
            }
        } finally {
            leave(firstTag);
        }
    }

    private Queue enter(String tag) {
        return queues.compute(tag, (_, present) -> {
            var queue = present == null ? new Queue() : present;
            if (queue.length >= lengthMax) {
                throw new EventLogFull("too many commands wait on " + tag);
            }
            queue.length++;
            return queue;
        });
    }

    private void leave(String tag) {
        queues.computeIfPresent(tag, (_, queue) -> --queue.length == 0 ? null : queue);
    }

    /** Commands in line on the tag at this moment, the running one included. */
    int waitingOn(String tag) {
        var queue = queues.get(tag);
        return queue == null ? 0 : queue.turn.getQueueLength() + (queue.turn.isLocked() ? 1 : 0);
    }

    /** Tags on which a command is at this moment. */
    int size() {
        return queues.size();
    }
}
