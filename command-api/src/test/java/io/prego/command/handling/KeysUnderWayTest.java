package io.prego.command.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeysUnderWayTest {

    private static final int REPEATS = 20;

    private final KeysUnderWay keys = new KeysUnderWay();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger acted = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void of_many_at_once_one_acts_and_the_others_come_when_it_is_done() throws Exception {
        var first = firstActs(() -> "first");
        var repeats = waitingRepeats();

        assertThat(acted).hasValue(0);
        gate.countDown();

        assertThat(first.get()).isEqualTo("first");
        for (var repeat : repeats) {
            assertThat(repeat.get()).isEqualTo("repeat");
        }
        assertThat(acted).hasValue(REPEATS);
        assertThat(keys.size()).isZero();
    }

    @Test
    void a_fault_is_told_to_all_who_waited_and_none_of_them_tries_in_turn() throws Exception {
        var fault = new IllegalStateException("the log is away");
        var first = firstActs(() -> {
            throw fault;
        });
        var repeats = waitingRepeats();

        gate.countDown();

        assertThat(catchThrowable(first::get)).hasCause(fault);
        for (var repeat : repeats) {
            assertThat(catchThrowable(repeat::get)).hasCause(fault);
        }
        assertThat(acted).hasValue(0);
        assertThat(keys.act("a", () -> "later")).isEqualTo("later");
    }

    @Test
    void other_keys_are_not_held_up() throws Exception {
        firstActs(() -> "first");

        assertThat(keys.act("b", () -> "at once")).isEqualTo("at once");
        gate.countDown();
    }

    private Future<String> firstActs(Callable<String> then) {
        var first = threads.submit(() -> keys.act("a", () -> {
            try {
                gate.await();
                return then.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }));
        Awaitility.await().until(() -> keys.size() == 1);
        return first;
    }

    private ArrayList<Future<String>> waitingRepeats() throws InterruptedException {
        var repeats = new ArrayList<Future<String>>();
        for (var i = 0; i < REPEATS; i++) {
            repeats.add(threads.submit(() -> keys.act("a", () -> {
                acted.incrementAndGet();
                return "repeat";
            })));
        }
        Awaitility.await().until(() -> keys.waitingFor("a") == REPEATS);
        return repeats;
    }
}
