package io.prego.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommandQueueTest {

    @Test
    void commands_on_one_tag_run_one_at_a_time_in_order_of_arrival() throws Exception {
        var queue = new CommandQueue(100, Duration.ofSeconds(20));
        var ran = Collections.synchronizedList(new ArrayList<Integer>());
        var gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> queue.inOrder("tenant:1", _ -> await(gate)));
            Awaitility.await().until(() -> queue.waitingOn("tenant:1") == 1);
            for (int i = 0; i < 20; i++) {
                int number = i;
                threads.submit(() -> queue.inOrder("tenant:1", _ -> ran.add(number)));
                Awaitility.await().until(() -> queue.waitingOn("tenant:1") == number + 2);
            }
            assertThat(ran).isEmpty();
            gate.countDown();
        }

        assertThat(ran).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void one_that_passes_its_turn_on_lets_the_next_begin_with_what_it_is_given() throws Exception {
        var queue = new CommandQueue(100, Duration.ofSeconds(20));
        var passedOn = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> queue.inOrder("tenant:1", turn -> {
                turn.passOn("a beginning");
                passedOn.countDown();
                return await(gate);
            }));
            passedOn.await();

            Object given = queue.inOrder("tenant:1", CommandQueue.Turn::passedOn);
            assertThat(given).isEqualTo("a beginning");
            assertThat(first.isDone()).isFalse();
            // It passed on nothing, so that what it was given still holds.
            Object again = queue.inOrder("tenant:1", CommandQueue.Turn::passedOn);
            assertThat(again).isEqualTo("a beginning");
            gate.countDown();
            first.get();
        }
        Object afterwards = queue.inOrder("tenant:1", CommandQueue.Turn::passedOn);
        assertThat(afterwards).isNull();
    }

    @Test
    void other_tags_are_not_held_up() throws Exception {
        var queue = new CommandQueue(100, Duration.ofSeconds(20));
        var gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> queue.inOrder("tenant:1", _ -> await(gate)));
            Awaitility.await().until(() -> queue.waitingOn("tenant:1") == 1);

            String through = queue.inOrder("tenant:2", _ -> "through");
            assertThat(through).isEqualTo("through");
            gate.countDown();
        }
    }

    @Test
    void a_queue_that_is_too_long_takes_no_more() throws Exception {
        var queue = new CommandQueue(2, Duration.ofSeconds(20));
        var gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int length = 1; length <= 2; length++) {
                int expected = length;
                threads.submit(() -> queue.inOrder("tenant:1", _ -> await(gate)));
                Awaitility.await().until(() -> queue.waitingOn("tenant:1") == expected);
            }

            assertThatThrownBy(() -> queue.inOrder("tenant:1", _ -> "never")).isInstanceOf(EventLogFull.class);
            gate.countDown();
        }
    }

    @Test
    void a_turn_that_does_not_come_in_time_is_given_up() throws Exception {
        var queue = new CommandQueue(100, Duration.ofMillis(20));
        var gate = new CountDownLatch(1);
        var ran = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> queue.inOrder("tenant:1", _ -> await(gate)));
            Awaitility.await().until(() -> queue.waitingOn("tenant:1") == 1);

            assertThatThrownBy(() -> queue.inOrder("tenant:1", _ -> ran.incrementAndGet()))
                    .isInstanceOf(EventLogFull.class);
            gate.countDown();
        }

        assertThat(ran).hasValue(0);
    }

    @Test
    void nothing_is_kept_of_commands_that_are_done_or_failed() throws Exception {
        var queue = new CommandQueue(100, Duration.ofSeconds(20));

        for (var tag : List.of("tenant:1", "tenant:2", "tenant:1")) {
            queue.inOrder(tag, _ -> tag);
        }
        assertThatThrownBy(() -> queue.inOrder("tenant:1", _ -> {
                    throw new IllegalStateException("of the command");
                }))
                .hasMessage("of the command");

        assertThat(queue.size()).isZero();
    }

    private static boolean await(CountDownLatch gate) throws InterruptedException {
        gate.await();
        return true;
    }
}
