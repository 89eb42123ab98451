package io.prego.query.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedTest {

    private static final int CROWD = 20;
    private static final Duration ENDLESS = Duration.ofHours(1);

    private final AtomicInteger looks = new AtomicInteger();
    private final Semaphore goOn = new Semaphore(0);
    private volatile boolean away;

    private final Shared<Integer> shared = new Shared<>(this::look, ENDLESS);

    private int look() {
        var look = looks.incrementAndGet();
        goOn.acquireUninterruptibly();
        if (away) {
            throw new IllegalStateException("away");
        }
        return look;
    }

    @Test
    void one_alone_looks_each_time() {
        goOn.release(2);
        assertThat(shared.answer()).isEqualTo(1);
        assertThat(shared.answer()).isEqualTo(2);
    }

    @Test
    void all_who_ask_during_a_look_share_the_one_after_it() {
        var first = ask(1, task -> Thread.ofVirtual().start(task));
        await().until(() -> looks.get() == 1);
        var crowd = crowd();
        goOn.release(2);
        assertThat(first.getFirst().join()).isEqualTo(1);
        assertThat(crowd).extracting(CompletableFuture::join).containsOnly(2);
        assertThat(looks).hasValue(2);
        goOn.release();
        assertThat(shared.answer()).isEqualTo(3);
    }

    @Test
    void a_failure_is_told_to_all_who_wait_and_the_next_one_looks_again() {
        var first = ask(1, task -> Thread.ofVirtual().start(task));
        await().until(() -> looks.get() == 1);
        var crowd = crowd();
        away = true;
        goOn.release();
        for (var one : List.of(first, crowd)) {
            assertThat(one)
                    .allSatisfy(answer -> assertThatThrownBy(answer::join)
                            .hasCauseInstanceOf(IllegalStateException.class)
                            .hasRootCauseMessage("away"));
        }
        assertThat(looks).hasValue(1);
        away = false;
        goOn.release();
        assertThat(shared.answer()).isEqualTo(2);
    }

    @Test
    void who_allows_it_has_a_look_that_began_before_he_asked() {
        goOn.release();
        assertThat(shared.answer(ENDLESS)).isEqualTo(1);
        assertThat(shared.answer(ENDLESS)).isEqualTo(1);
        var later = ask(1, task -> Thread.ofVirtual().start(task));
        await().until(() -> looks.get() == 2);
        var meanwhile = CompletableFuture.supplyAsync(() -> shared.answer(ENDLESS));
        goOn.release();
        assertThat(later.getFirst().join()).isEqualTo(2);
        assertThat(meanwhile.join()).isEqualTo(2);
        assertThat(looks).hasValue(2);
    }

    @Test
    void a_failure_is_not_remembered() {
        away = true;
        goOn.release();
        assertThatThrownBy(() -> shared.answer(ENDLESS)).hasMessage("away");
        away = false;
        goOn.release();
        assertThat(shared.answer(ENDLESS)).isEqualTo(2);
    }

    @Test
    void a_look_that_hangs_keeps_only_who_looks() {
        var impatient = new Shared<>(this::look, Duration.ofMillis(1));
        var hanging = CompletableFuture.supplyAsync(
                impatient::answer, task -> Thread.ofVirtual().start(task));
        await().until(() -> looks.get() == 1);
        var other = CompletableFuture.supplyAsync(
                impatient::answer, task -> Thread.ofVirtual().start(task));
        await().until(() -> looks.get() == 2);
        assertThat(hanging).isNotDone();
        goOn.release(3);
        assertThat(hanging.join()).isEqualTo(1);
        assertThat(other.join()).isEqualTo(2);
    }

    private List<CompletableFuture<Integer>> crowd() {
        var threads = new ArrayList<Thread>();
        var crowd = ask(CROWD, task -> threads.add(Thread.ofVirtual().start(task)));
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        return crowd;
    }

    private List<CompletableFuture<Integer>> ask(int many, Executor threads) {
        return IntStream.range(0, many)
                .mapToObj(_ -> CompletableFuture.supplyAsync(shared::answer, threads))
                .toList();
    }
}
