package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedWorkTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(15);
    /** Many heartbeats, and more than it takes until anyone claims what has no owner. */
    private static final Duration QUIET = Crew.OWNER_TIMEOUT.plusSeconds(1);

    private final Feed feed = Feed.fresh(SharedKafka.bootstrapServers());
    private final Crew crew = new Crew(ReadModels.database(), feed);

    @AfterEach
    void stop() {
        crew.close();
    }

    @Test
    void one_that_owned_all_gives_a_second_its_share_and_then_nothing_moves() {
        var first = crew.join();
        awaitShares(5);
        var second = crew.join();
        awaitShares(3, 2);
        assertThat(first.owned()).doesNotContainAnyElementsOf(second.owned());
        assertThat(second.conditions()).containsOnly(Condition.OWNING, Condition.STANDBY);
        assertNothingMoves();
    }

    @Test
    void a_third_takes_its_share_and_more_than_there_are_projections_leave_some_idle() {
        crew.join();
        crew.join();
        awaitShares(3, 2);
        crew.join();
        awaitShares(2, 2, 1);
        crew.join();
        crew.join();
        crew.join();
        awaitShares(1, 1, 1, 1, 1, 0);
        assertNothingMoves();
    }

    @Test
    void those_that_begin_at_once_share_at_once() {
        crew.join();
        crew.join();
        crew.join();
        awaitShares(2, 2, 1);
        assertNothingMoves();
    }

    @Test
    void what_a_killed_instance_owned_is_taken_over_by_the_other() {
        var first = crew.join();
        var second = crew.join();
        awaitShares(3, 2);
        first.kill();
        await().atMost(TAKE_OVER_MAX).until(() -> second.owned().size() == 5);
    }

    @Test
    void an_instance_that_stops_gives_everything_to_the_others() {
        var first = crew.join();
        var second = crew.join();
        awaitShares(3, 2);
        first.stop();
        await().atMost(TAKE_OVER_MAX).until(() -> second.owned().size() == 5);
        assertNothingMoves();
    }

    @Test
    void hand_overs_under_load_lose_nothing_and_read_nothing_twice() throws InterruptedException {
        var load = new Load();
        var first = crew.join();
        load.awaitMore();
        crew.join();
        awaitShares(3, 2);
        load.awaitMore();
        crew.join();
        awaitShares(2, 2, 1);
        load.awaitMore();
        first.stop();
        awaitShares(3, 2, 0);
        load.awaitMore();
        var last = load.end();
        awaitComplete(last);
        assertThat(crew.read().values()).hasSize(5).containsOnly(last);
        assertSameAsReplay(last);
    }

    @Test
    void kills_under_load_lose_nothing_and_write_nothing_twice() throws InterruptedException {
        var load = new Load();
        var first = crew.join();
        var second = crew.join();
        awaitShares(3, 2);
        load.awaitMore();
        first.kill();
        await().atMost(TAKE_OVER_MAX).until(() -> second.owned().size() == 5);
        var third = crew.join();
        await().atMost(LIMIT).until(() -> third.owned().size() == 2);
        load.awaitMore();
        second.kill();
        await().atMost(TAKE_OVER_MAX).until(() -> third.owned().size() == 5);
        load.awaitMore();
        var last = load.end();
        awaitComplete(last);
        assertSameAsReplay(last);
    }

    @Test
    void a_projection_that_is_built_anew_stays_where_it_is_until_that_has_ended() {
        var begun = new CountDownLatch(Crew.NAMES.size());
        var goOn = new CountDownLatch(1);
        var first = crew.join(1, feed.kafka(), (_, _) -> {
            begun.countDown();
            waitFor(goOn);
        });
        awaitShares(5);
        Crew.NAMES.forEach(name -> crew.stage()
                .execute("INSERT INTO read.projection_build (build_id, name, cause) VALUES ('%s', '%1$s', 'asked')"
                        .formatted(name)));
        await().atMost(LIMIT).until(() -> begun.getCount() == 0);
        crew.join();
        await().during(QUIET).atMost(LIMIT).until(() -> first.owned().size() == 5);
        goOn.countDown();
        awaitShares(3, 2);
        await().atMost(LIMIT).until(() -> crew.stage().openBuilds() == 0);
        assertNothingMoves();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_instance_with_code_too_old_for_the_rows_is_given_none() {
        var newer = crew.join(2);
        await().atMost(LIMIT).until(() -> versions().equals(List.of("2", "2", "2", "2", "2")));
        crew.join();
        await().during(QUIET).atMost(LIMIT).until(() -> newer.owned().size() == 5);
    }

    private List<String> versions() {
        return crew.stage().query("SELECT version FROM read.projection WHERE name <> 'note'");
    }

    @Test
    void an_instance_that_does_not_reach_kafka_is_given_none() {
        var first = crew.join();
        awaitShares(5);
        var before = crew.claims();
        var lost = crew.join(1, new KafkaCluster("127.0.0.1:1"), (_, _) -> {});
        await().atMost(LIMIT).until(() -> lost.conditions().contains(Condition.KAFKA_AWAY));
        await().during(QUIET).atMost(LIMIT).until(() -> first.owned().size() == 5);
        assertThat(crew.claims()).isEqualTo(before);
    }

    private void awaitShares(Integer... shares) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(crew.shares()).containsExactly(shares));
    }

    private void assertNothingMoves() {
        var before = crew.claims();
        await().during(QUIET)
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(crew.claims()).isEqualTo(before));
    }

    private void awaitComplete(long position) {
        await().atMost(LIMIT).until(() -> crew.isComplete(position));
    }

    private void assertSameAsReplay(long last) {
        try (var fresh = new Crew(ReadModels.database(), feed)) {
            fresh.join();
            await().atMost(LIMIT).until(() -> fresh.isComplete(last));
            assertThat(crew.rows()).hasSize((int) last * Crew.NAMES.size()).isEqualTo(fresh.rows());
        }
    }

    /** Publishes note after note, from position 1 on, until it is ended. */
    private final class Load {

        private static final int MORE = 100;

        private final AtomicLong position = new AtomicLong();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Thread thread = Thread.ofPlatform().daemon().start(this::publish);

        private void publish() {
            try (var producer = feed.producer()) {
                producer.initTransactions();
                while (!ended.get()) {
                    var next = position.get() + 1;
                    feed.publish(producer, new Note("id" + next % 7, next, "words"));
                    position.set(next);
                }
            }
        }

        void awaitMore() {
            var from = position.get();
            await().atMost(LIMIT).until(() -> position.get() >= from + MORE);
        }

        /** Returns the last position. */
        long end() throws InterruptedException {
            ended.set(true);
            thread.join();
            return position.get();
        }
    }
}
