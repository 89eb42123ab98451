package io.prego.eventlog;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets commands that begin with the same tag go one after another, in order of arrival, so that within a node they never
 * decide on what another is about to change; one that has queued what it appends may pass its turn on. Other tags are not
 * held up. Keeps nothing of a tag on which no command is. Made for virtual threads; thread-safe. Commands must not nest: two
 * that wait for each other's tags would time out.
 */
public final class CommandQueue {

    private static final class Queue {
        final Semaphore turn = new Semaphore(1, true);
        int length;

        @Nullable
        Object passedOn;
    }

    /** What a command may do while no other on its tag does. */
    public static final class Turn {

        private final Queue queue;
        private boolean over;

        private Turn(Queue queue) {
            this.queue = queue;
        }

        /** What came with the turn the last time that one was passed on; null when none was since the line was empty. */
        public @Nullable Object passedOn() {
            return queue.passedOn;
        }

        /** Lets the next command begin before this one has ended. */
        public void passOn(Object something) {
            if (!over) {
                queue.passedOn = something;
                end();
            }
        }

        private void end() {
            if (!over) {
                over = true;
                queue.turn.release();
            }
        }
    }

    /** A command that is told when it is its turn. */
    @FunctionalInterface
    public interface Command<T> {
        T run(Turn turn) throws Exception;
    }

    private final ConcurrentMap<String, Queue> queues = new ConcurrentHashMap<>();
    private final int lengthMax;
    private final Duration waitMax;

    /**
     * @param lengthMax commands on one tag at a time, those included that have begun
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
    public <T> T inOrder(String firstTag, Command<T> command) throws Exception {
        var queue = enter(firstTag);
        try {
            if (!queue.turn.tryAcquire(waitMax.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EventLogFull("the commands on " + firstTag + " took too long");
            }
            var turn = new Turn(queue);
            try {
                return command.run(turn);
            } finally {
                turn.end();
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
        return queue == null ? 0 : queue.turn.getQueueLength() + 1 - queue.turn.availablePermits();
    }

    /** Tags on which a command is at this moment. */
    int size() {
        return queues.size();
    }
}
