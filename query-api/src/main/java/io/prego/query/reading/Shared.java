package io.prego.query.reading;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that many ask at the same time. It is looked up once at a time: whoever asks meanwhile shares the next look with
 * all who do, so that nobody gets an answer that was found before he asked. A failure is everybody's who waits; a look that
 * hangs is not: whose patience ends looks for himself. Thread-safe.
 */
final class Shared<T> {

    private final Supplier<T> question;
    private final Duration patience;
    private boolean isLooking;
    private @Nullable CompletableFuture<T> next;

    /** @param patience how long anyone waits for a look of others */
    Shared(Supplier<T> question, Duration patience) {
        this.question = question;
        this.patience = patience;
    }

    /** Throws what the question throws. */
    T answer() {
        var waiting = await();
        if (waiting == null) {
            waiting = new CompletableFuture<>();
            look(waiting);
        }
        try {
            return waiting.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (TimeoutException _) {
            return question.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return question.get();
        }
    }

    /** What to wait for; null for who is to look himself. */
    private synchronized @Nullable CompletableFuture<T> await() {
        if (!isLooking) {
            isLooking = true;
            return null;
        }
        if (next == null) {
            next = new CompletableFuture<>();
        }
        return next;
    }

    private void look(CompletableFuture<T> answer) {
        try {
            answer.complete(question.get());
            var following = following(true);
            if (following != null) {
                Thread.ofVirtual().name("shared-look").start(() -> look(following));
            }
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            var following = following(false);
            if (following != null) {
                following.completeExceptionally(e);
            }
        }
    }

    /** @param goesOn whether there is another look for those who wait */
    private synchronized @Nullable CompletableFuture<T> following(boolean goesOn) {
        var following = next;
        next = null;
        isLooking = goesOn && following != null;
        return following;
    }
}
