package io.prego.projection.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import io.prego.projection.engine.Input.Upstream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    private static final int NOTES = 120;

    private final Feed events = Feed.fresh(SharedKafka.bootstrapServers());
    private final Stage stage = new Stage(ReadModels.database(), events);

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void it_is_never_ahead_of_the_rows_while_the_relay_publishes_and_others_leave_transactions_open() {
        stage.start(Note.projection(Input.ofEvents(List.of(events.topic()))), 3);
        try (var others = new OpenTransactions(events)) {
            publishAll(others);
        }
        assertLawUntilAllIsStored();
    }

    @Test
    void it_is_never_ahead_of_a_state_feed_whose_topology_lags() {
        var feed = new Feed(events.bootstrapServers(), "state-" + events.topic(), events.progress());
        feed.create(feed.topic(), 3);
        try (var topology = CopyTopology.start(events, feed, "group-" + events.topic())) {
            var upstream = new Upstream(topology.group(), List.of(events.topic()));
            stage.start(Note.projection(Input.ofState(feed.topic(), upstream)), 5);
            publishAll(null);
            assertLawUntilAllIsStored();
        }
    }

    @Test
    void it_reaches_what_is_published_though_a_topology_commits_nothing_for_an_aborted_tail() {
        var feed = new Feed(events.bootstrapServers(), "state-" + events.topic(), events.progress());
        feed.create(feed.topic(), 3);
        try (var producer = events.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new Note("a", 9, "never").toRecord(events.topic()));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(events.progress(), 0, "log", "5".getBytes(UTF_8)));
            producer.commitTransaction();
        }
        var upstream = new Upstream("nobody-" + events.topic(), List.of(events.topic()));
        stage.start(Note.projection(Input.ofState(feed.topic(), upstream)));
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(5));
    }

    @Test
    void a_gap_without_records_is_found_while_the_topology_commits_of_other_partitions() {
        try (var producer = events.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new Note("a", 9, "never").toRecord(events.topic()));
            producer.flush();
            producer.abortTransaction();
        }
        var ends = new HashMap<TopicPartition, Long>();
        try (var consumer = events.kafka().consumer(1)) {
            var partitions = consumer.partitionsFor(events.topic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.endOffsets(partitions).forEach((partition, end) -> {
                if (end > 0) {
                    ends.put(partition, end);
                }
            });
        }
        assertThat(ends).hasSize(1);
        var probe = new TailProbe(events.kafka());
        var busy = new TopicPartition("another", 0);
        var commits = new AtomicLong();
        await().until(() -> probe.holdNothing(ends, Map.of(busy, commits.incrementAndGet())));
    }

    @Test
    void it_stays_below_what_a_topology_has_not_folded() {
        var feed = new Feed(events.bootstrapServers(), "state-" + events.topic(), events.progress());
        feed.create(feed.topic(), 3);
        events.publish(new Note("a", 1, "one"));
        var upstream = new Upstream("nobody-" + events.topic(), List.of(events.topic()));
        var loop = stage.start(Note.projection(Input.ofState(feed.topic(), upstream)));
        await().until(() -> loop.condition().up());
        await().during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(stage.watermark()).isZero());
    }

    @Test
    void a_projection_that_does_not_store_in_time_what_is_published_is_down_until_it_has() {
        var feed = new Feed(events.bootstrapServers(), "state-" + events.topic(), events.progress());
        feed.create(feed.topic(), 3);
        events.publish(new Note("a", 1, "one"));
        var group = "group-" + events.topic();
        var input = Input.ofState(feed.topic(), new Upstream(group, List.of(events.topic())));
        var loop = stage.start(Note.projection(input), 2000, Duration.ofMillis(500));
        await().untilAsserted(() -> assertThat(loop.condition()).isEqualTo(Condition.BEHIND));
        assertThat(Condition.BEHIND.up()).isFalse();
        try (var _ = CopyTopology.start(events, feed, group)) {
            await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(1));
            await().untilAsserted(() -> assertThat(loop.condition()).isEqualTo(Condition.OWNING));
        }
    }

    private void publishAll(@Nullable OpenTransactions others) {
        var random = new Random(7);
        try (var producer = events.producer()) {
            producer.initTransactions();
            for (var position = 1; position <= NOTES; ) {
                var batch = new Note[Math.min(1 + random.nextInt(4), NOTES + 1 - position)];
                for (var i = 0; i < batch.length; i++, position++) {
                    batch[i] = new Note("id" + random.nextInt(9), position, "x");
                }
                events.publish(producer, batch);
                assertLaw();
                if (others != null) {
                    others.stir(random);
                }
            }
        }
    }

    private void assertLawUntilAllIsStored() {
        await().untilAsserted(() -> {
            assertLaw();
            assertThat(stage.watermark()).isEqualTo(NOTES);
        });
    }

    // One statement sees one snapshot. Each position made one row.
    private void assertLaw() {
        assertThat(stage.query("""
            SELECT p.watermark || ' claimed, ' || count(n.id) || ' stored'
            FROM read.projection p LEFT JOIN read.note n ON n.valid_from <= p.watermark
            GROUP BY p.watermark HAVING p.watermark <> count(n.id)
            """)).isEmpty();
    }
}
