package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import io.prego.event.codec.UndecodableEvent;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectionLoopTest {

    private final Feed feed = Feed.fresh(SharedKafka.bootstrapServers());
    private final Stage stage = new Stage(ReadModels.database(), feed);
    private final Input input = Input.ofEvents(List.of(feed.topic()));

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void each_version_ends_its_predecessor() {
        feed.publish(new Note("a", 1, "one"), new Note("b", 2, "two"), new Note("a", 3, "three"));
        stage.start(Note.projection(input));
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(3));
        assertThat(stage.rows()).containsExactly("a 1-3 one", "b 2- two", "a 3- three");
        feed.publish(new Note("b", 4, "four"));
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(4));
        assertThat(stage.rows()).containsExactly("a 1-3 one", "b 2-4 two", "a 3- three", "b 4- four");
    }

    @Test
    void killed_between_any_two_batches_it_still_stores_each_row_once() {
        feed.publish(new Note("a", 1, "1"), new Note("a", 2, "2"), new Note("a", 3, "3"), new Note("a", 4, "4"));
        for (var kill = 1; kill <= 4; kill++) {
            var dead = new CountDownLatch(1);
            var fatal = kill;
            stage.start(Note.projection(input, record -> dieAt(fatal, Note.of(record), dead)), 1);
            await().until(() -> dead.getCount() == 0);
            stage.stop();
            assertThat(stage.rows()).hasSize(kill - 1);
        }
        stage.start(Note.projection(input), 1);
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(4));
        assertThat(stage.rows()).containsExactly("a 1-2 1", "a 2-3 2", "a 3-4 3", "a 4- 4");
    }

    private static Note dieAt(long position, Note note, CountDownLatch dead) {
        if (note.position() == position) {
            dead.countDown();
            throw new AssertionError("killed");
        }
        return note;
    }

    @Test
    void records_that_come_again_change_nothing() {
        var notes = new Note[] {new Note("a", 1, "one"), new Note("a", 2, "two")};
        feed.publish(notes);
        stage.start(Note.projection(input));
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(2));
        var before = stage.query("SELECT xmin || ' ' || n FROM read.note n ORDER BY valid_from");
        feed.publish(notes);
        feed.publish(new Note("b", 3, "three"));
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(3));
        assertThat(stage.query("SELECT xmin || ' ' || n FROM read.note n WHERE id = 'a' ORDER BY valid_from"))
                .isEqualTo(before);
    }

    @Test
    void a_second_instance_takes_over_from_a_frozen_one_which_cannot_write_any_more() {
        var frozen = new CountDownLatch(1);
        var thaw = new CountDownLatch(1);
        var first = stage.start(Note.projection(input, record -> freeze(record, frozen, thaw)));
        await().until(() -> first.condition().equals(Condition.OWNING));
        var second = stage.start(Note.projection(input));
        feed.publish(new Note("a", 1, "one"));
        await().until(() -> frozen.getCount() == 0);
        await().untilAsserted(() -> assertThat(stage.rows()).containsExactly("a 1- one"));
        await().until(() -> second.condition().equals(Condition.OWNING));
        thaw.countDown();
        await().until(() -> first.condition().equals(Condition.STANDBY));
        assertThat(stage.rows()).containsExactly("a 1- one");
    }

    private static Note freeze(ConsumerRecord<String, byte[]> record, CountDownLatch frozen, CountDownLatch thaw) {
        frozen.countDown();
        try {
            thaw.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Note("frozen", Note.of(record).position(), "late");
    }

    @Test
    void a_record_that_cannot_become_a_row_parks_its_key_and_no_other() {
        try (var producer = feed.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(feed.topic(), "bad", new byte[] {'?'}));
            producer.send(new Note("bad", 2, "behind").toRecord(feed.topic()));
            producer.commitTransaction();
        }
        feed.publish(new Note("good", 3, "three"));
        var loop = stage.start(Note.projection(input));
        await().untilAsserted(() -> assertThat(stage.rows()).containsExactly("good 3- three"));
        assertThat(stage.query(
                        "SELECT record_key || ': ' || reason FROM read.projection_parked ORDER BY record_offset"))
                .hasSize(2)
                .allMatch(line -> line.startsWith("bad: "))
                .last()
                .isEqualTo("bad: behind an earlier record of its key");
        await().untilAsserted(() -> assertThat(loop.condition()).isEqualTo(Condition.parking(1)));
    }

    @Test
    void a_row_that_the_database_refuses_parks_its_key_and_no_other() {
        feed.publish(
                new Note("a", 1, "one"),
                new Note("bad", 2, "refused"),
                new Note("bad", 3, "three"),
                new Note("a", 4, ""));
        stage.start(Note.projection(input));
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(4));
        assertThat(stage.rows()).containsExactly("a 1-4 one", "a 4- ");
        assertThat(stage.query("SELECT record_key FROM read.projection_parked")).containsExactly("bad", "bad");
    }

    @Test
    void what_one_refused_row_makes_the_loop_repeat_parks_no_row_that_is_good() {
        publishTogether(new Note("a", 1, "one").toRecord(feed.topic()), undecodable("a"), refused("b", 3));
        stage.start(Note.projection(input));
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(4));
        assertThat(stage.rows()).containsExactly("a 1- one", "good 4- four");
        assertThat(stage.query("SELECT record_key || ' ' || cause FROM read.projection_parked ORDER BY record_offset"))
                .containsExactly("a undecodable", "b refused");
    }

    @Test
    void rows_parked_records_and_offsets_are_one_transaction_even_where_a_row_is_refused() {
        stage.execute("CREATE TABLE read.written (what text, by xid8)");
        stage.execute("""
            CREATE FUNCTION read.notice() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN INSERT INTO read.written VALUES (tg_table_name, pg_current_xact_id()); RETURN NULL; END $$
            """);
        for (var table : List.of("note", "projection_parked", "projection_offset")) {
            stage.execute("CREATE TRIGGER n AFTER INSERT ON read." + table
                    + " FOR EACH STATEMENT EXECUTE FUNCTION read.notice()");
        }
        publishTogether(new Note("a", 1, "one").toRecord(feed.topic()), undecodable("a"), refused("b", 3));
        stage.start(Note.projection(input));
        await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(4));
        assertThat(stage.query("SELECT string_agg(DISTINCT what, ' ' ORDER BY what) FROM read.written"
                        + " GROUP BY by HAVING 'projection_parked' = ANY(array_agg(what))"))
                .containsExactly("note projection_offset projection_parked");
    }

    // In one partition, so that one poll returns all of them.
    @SafeVarargs
    private void publishTogether(ProducerRecord<String, byte[]>... records) {
        try (var producer = feed.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            for (var record : records) {
                producer.send(new ProducerRecord<>(feed.topic(), 0, record.key(), record.value()));
            }
            var good = new Note("good", 4, "four").toRecord(feed.topic());
            producer.send(new ProducerRecord<>(feed.topic(), 0, good.key(), good.value()));
            producer.send(new ProducerRecord<>(feed.progress(), 0, "log", new byte[] {'4'}));
            producer.commitTransaction();
        }
    }

    private ProducerRecord<String, byte[]> undecodable(String key) {
        return new ProducerRecord<>(feed.topic(), key, new byte[] {'?'});
    }

    private ProducerRecord<String, byte[]> refused(String key, long position) {
        return new Note(key, position, "refused").toRecord(feed.topic());
    }

    @Test
    void a_reason_with_a_character_that_the_database_has_not_is_stored_without_it() {
        feed.publish(new Note("a", 1, "one"));
        stage.start(Note.projection(input, _ -> {
            throw new UndecodableEvent("nul \0 here");
        }));
        await().untilAsserted(() -> assertThat(stage.query("SELECT reason FROM read.projection_parked"))
                .containsExactly("nul  here"));
    }

    @Test
    void a_topic_that_is_made_later_is_waited_for() {
        var late = "late-" + feed.topic();
        var laterFeed = new Feed(feed.bootstrapServers(), late, feed.progress());
        var loop = stage.start(Note.projection(Input.ofEvents(List.of(late))));
        await().untilAsserted(() -> assertThat(loop.condition().reason()).contains(late));
        laterFeed.create(late, 2);
        laterFeed.publish(new Note("a", 1, "one"));
        await().untilAsserted(() -> assertThat(stage.rows()).containsExactly("a 1- one"));
    }
}
