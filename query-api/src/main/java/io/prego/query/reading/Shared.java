package io.prego.query.reading;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that many ask at the same time. It is looked up once at a time: whoever asks meanwhile shares the next look with
 * all who do, so that nobody gets an answer that was found before he asked. A failure is everybody's who waits. Thread-safe.
 */
final class Shared<T> {

    private final Supplier<T> question;
    private boolean isLooking;
    private @Nullable CompletableFuture<T> next;

    Shared(Supplier<T> question) {
        this.question = question;
    }

    /** Throws what the question throws. */
    T answer() {
        var waiting = await();
        if (waiting == null) {
            var own = new CompletableFuture<T>();
            look(own);
            return joined(own);
        }
        return joined(waiting);
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

    private static <T> T joined(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }
}
