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
 * all who do, so that nobody gets an answer older than he allows. A failure is everybody's who waits; a look that
 * hangs is not: whose patience ends looks for himself. Thread-safe.
 */
final class Shared<T> {

    private final Supplier<T> question;
    private final Duration patience;
    private boolean isLooking;
    private @Nullable Look<T> last;
    private @Nullable CompletableFuture<T> next;

    /** @param patience how long anyone waits for a look of others */
    Shared(Supplier<T> question, Duration patience) {
        this.question = question;
        this.patience = patience;
    }

    /** As found from now on. Throws what the question throws. */
    T answer() {
        return answer(Duration.ZERO);
    }

    /**
     * As found from now on, or by a look that began less than this long ago, whether it is over or not. Throws what the question
     * throws.
     */
    T answer(Duration age) {
        var place = place(age.toNanos());
        if (place.looks()) {
            look(place.answer());
        }
        try {
            return place.answer().get(patience.toNanos(), TimeUnit.NANOSECONDS);
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

    private synchronized Place<T> place(long age) {
        if (last != null && System.nanoTime() - last.begun() < age) {
            return new Place<>(last.answer(), false);
        }
        if (!isLooking) {
            return new Place<>(begin(new CompletableFuture<>()), true);
        }
        if (next == null) {
            next = new CompletableFuture<>();
        }
        return new Place<>(next, false);
    }

    private CompletableFuture<T> begin(CompletableFuture<T> answer) {
        isLooking = true;
        last = new Look<>(System.nanoTime(), answer);
        return answer;
    }

    private void look(CompletableFuture<T> answer) {
        try {
            answer.complete(question.get());
            var following = following();
            if (following != null) {
                Thread.ofVirtual().name("shared-look").start(() -> look(following));
            }
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            var others = failed();
            if (others != null) {
                others.completeExceptionally(e);
            }
        }
    }

    private synchronized @Nullable CompletableFuture<T> following() {
        isLooking = false;
        var following = takeNext();
        return following == null ? null : begin(following);
    }

    private synchronized @Nullable CompletableFuture<T> failed() {
        isLooking = false;
        last = null;
        return takeNext();
    }

    private @Nullable CompletableFuture<T> takeNext() {
        var taken = next;
        next = null;
        return taken;
    }

    /** @param begun by {@link System#nanoTime} */
    private record Look<T>(long begun, CompletableFuture<T> answer) {}

    /** @param looks whether its owner is to look himself */
    private record Place<T>(CompletableFuture<T> answer, boolean looks) {}
}
