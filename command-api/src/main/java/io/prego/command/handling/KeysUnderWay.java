package io.prego.command.handling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Lets one of many requests under one idempotency key act; those that come meanwhile wait for what becomes of it instead of
 * standing in line for a turn of their own. Keeps nothing of a key under which nobody acts. Made for virtual threads;
 * thread-safe.
 */
final class KeysUnderWay {

    private final ConcurrentMap<String, CompletableFuture<Void>> acting = new ConcurrentHashMap<>();

    /**
     * Acts at once, or after whoever acts under this key already, however long he takes. Those who waited act side by side.
     *
     * @throws RuntimeException what the action throws. Those who waited for it are told the same and do not act: if each
     *     tried in turn while the log is away, the last would wait for the deadlines of all
     */
    <T> T act(String key, Supplier<T> action) {
        var mine = new CompletableFuture<Void>();
        var before = acting.putIfAbsent(key, mine);
        if (before != null) {
            await(before);
            return action.get();
        }
        try {
            return action.get();
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            acting.remove(key);
            mine.complete(null);
        }
    }

    private static void await(CompletableFuture<Void> before) {
        try {
            before.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Requests that wait for the one that acts under the key at this moment. */
    int waitingFor(String key) {
        var before = acting.get(key);
        return before == null ? 0 : before.getNumberOfDependents();
    }

    /** Keys under which somebody acts at this moment. */
    int size() {
        return acting.size();
    }
}
