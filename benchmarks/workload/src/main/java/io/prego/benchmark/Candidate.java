package io.prego.benchmark;

import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Something that keeps event-sourced counters. Each call is one command: it returns after its commit, so what has
 * returned survives a crash. A counter's value is how many changes it has taken. Thread-safe.
 */
public interface Candidate extends AutoCloseable {

    /** Makes a counter with the value 0. */
    void create(String id, String note) throws Exception;

    /**
     * Adds 1, having looked at what the counter is: one event, which says the new value.
     *
     * @throws Conflicted when somebody else was first and this candidate leaves it to the caller to try again; nothing
     *     has been written then
     */
    void change(String id, String note) throws Exception;

    /** Adds as much as there are notes, one event each, all or none. */
    default void change(String id, List<String> notes) throws Exception {
        throw new UnsupportedOperationException("takes one change at a time");
    }

    /** The events that the database holds, asked of it directly. */
    long storedEvents() throws Exception;

    /** The bytes of an event's payload, on average over the database. */
    double storedPayloadBytes() throws Exception;

    /** The value that a counter's last event in the database says, asked of it directly. */
    long storedValue(String id) throws Exception;

    /** The threads that suit it; one is made for each caller. */
    default ThreadFactory callers() {
        return Thread.ofPlatform().daemon().factory();
    }

    @Override
    void close();
}
