package io.prego.projection.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private static final Duration BUILD_MAX = Duration.ofSeconds(30);

    private final Feed feed = Feed.fresh(SharedKafka.bootstrapServers());
    private final String jdbcUrl = ReadModels.database();
    private final Stage stage = new Stage(jdbcUrl, feed);
    private final Input input = Input.ofEvents(List.of(feed.topic()));

    @BeforeEach
    void makeIndexes() {
        stage.execute("CREATE INDEX note_current ON read.note (id) WHERE valid_to IS NULL");
        stage.execute("ALTER TABLE read.note ADD CONSTRAINT note_position UNIQUE (valid_from)");
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void rows_stay_the_same_and_reads_go_on_while_they_are_built_anew_and_more_come() {
        publish(1, 300);
        stage.start(Note.projection(input), 20);
        awaitWatermark(300);
        var before = asOf(300);
        var definition = definition();
        try (var readers = Readers.start(jdbcUrl);
                var producer = feed.producer()) {
            producer.initTransactions();
            stage.ask();
            for (var position = 301; stage.openBuilds() > 0; position++) {
                feed.publish(producer, new Note("id" + position % 7, position, "later"));
            }
            assertThat(readers.faults()).isEmpty();
            assertThat(readers.reads()).isPositive();
            assertThat(readers.longest()).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(asOf(300)).isEqualTo(before);
        assertThat(definition()).isEqualTo(definition);
        assertThat(stage.lastBuild()).matches("switched, 3\\d\\d compared, 0 changed, 0 missing, 0 added");
        publish(9_001, 3);
        awaitWatermark(9_003);
        assertNothingIsLeft();
    }

    @Test
    void what_differs_is_counted_and_mended() {
        publish(1, 60);
        stage.start(Note.projection(input));
        awaitWatermark(60);
        var right = stage.rows();
        stage.execute("UPDATE read.note SET words = 'wrong' WHERE valid_from IN (5, 6)");
        stage.execute("DELETE FROM read.note WHERE valid_from = 7");
        stage.execute("INSERT INTO read.note VALUES ('never', 7, 8, 'x')");
        stage.ask();
        awaitBuild();
        assertThat(stage.lastBuild()).isEqualTo("switched, 61 compared, 2 changed, 1 missing, 1 added");
        assertThat(stage.rows()).isEqualTo(right);
    }

    @Test
    void killed_at_any_milestone_another_owner_goes_on_with_the_build() {
        publish(1, 50);
        var position = 50;
        for (var milestone : List.of("filling", "indexing", "comparing", "switching", "switch", "switched")) {
            var dead = new CountDownLatch(1);
            var projections = new Versions(List.of(Note.projection(input)));
            stage.start(projections, 10, Stage.LAG_MAX, (_, what) -> dieAt(milestone, what, dead));
            awaitWatermark(position);
            var before = asOf(50);
            stage.ask();
            await().dontCatchUncaughtExceptions().until(() -> dead.getCount() == 0);
            stage.stop();
            assertThat(asOf(50)).as(milestone).isEqualTo(before);
            publish(++position, 1);
            stage.start(Note.projection(input), 10);
            awaitBuild();
            assertThat(stage.lastBuild())
                    .as(milestone)
                    .matches("switched, \\d+ compared, 0 changed, 0 missing, 0 added");
            awaitWatermark(position);
            assertThat(asOf(50)).as(milestone).isEqualTo(before);
            assertNothingIsLeft();
            stage.stop();
        }
    }

    private static void dieAt(String milestone, String what, CountDownLatch dead) {
        if (what.equals(milestone)) {
            dead.countDown();
            throw new AssertionError("killed");
        }
    }

    @Test
    void killed_between_two_batches_of_the_filling_it_goes_on_from_the_stored_offsets() {
        publish(1, 200);
        stage.start(Note.projection(input), 10);
        awaitWatermark(200);
        var before = stage.rows();
        stage.stop();
        var dead = new CountDownLatch(1);
        var random = new Random(3);
        stage.start(
                Note.projection(input, record -> {
                    if (Thread.currentThread().getName().startsWith("fill-") && random.nextInt(60) == 0) {
                        dead.countDown();
                        throw new AssertionError("killed");
                    }
                    return Note.of(record);
                }),
                10);
        stage.ask();
        await().dontCatchUncaughtExceptions().until(() -> dead.getCount() == 0);
        stage.stop();
        stage.start(Note.projection(input), 10);
        awaitBuild();
        assertThat(stage.lastBuild()).isEqualTo("switched, 200 compared, 0 changed, 0 missing, 0 added");
        assertThat(stage.rows()).isEqualTo(before);
        assertNothingIsLeft();
    }

    @Test
    void a_new_version_is_built_beside_the_old_one_which_is_projected_until_the_switch() {
        var second = new Feed(feed.bootstrapServers(), "v2-" + feed.topic(), feed.progress());
        second.create(second.topic(), 3);
        publish(1, 40);
        stage.start(Note.projection(input));
        awaitWatermark(40);
        stage.stop();
        var before = asOf(40);
        stage.execute("ALTER TABLE read.note ADD COLUMN shout text");
        var versions = new Versions(
                List.of(Note.projection(input), ShoutingNote.projection(second, "fold-v2-" + feed.topic(), feed)));
        stage.start(versions, 10, Stage.LAG_MAX, (_, _) -> {});
        publish(41, 1);
        awaitWatermark(41);
        assertThat(stage.query("SELECT version FROM read.projection")).containsExactly("1");
        await().untilAsserted(() -> assertThat(stage.query("SELECT reason FROM read.projection_build"))
                .first()
                .asString()
                .startsWith("waits until what is published is folded"));
        try (var _ = CopyTopology.start(feed, second, "fold-v2-" + feed.topic(), ShoutingNote::fold)) {
            awaitBuild();
            assertThat(stage.lastBuild()).isEqualTo("switched, 41 compared, 0 changed, 0 missing, 0 added");
            assertThat(asOf(40)).isEqualTo(before);
            assertThat(stage.query("SELECT version FROM read.projection")).containsExactly("2");
            assertThat(stage.query("SELECT shout FROM read.note WHERE valid_from = 41"))
                    .containsExactly("WORDS 41!");
            publish(42, 1);
            awaitWatermark(42);
            assertThat(stage.query("SELECT shout FROM read.note WHERE valid_from = 42"))
                    .containsExactly("WORDS 42!");
        }
    }

    @Test
    void a_version_whose_predecessor_the_code_no_longer_has_takes_its_place_all_the_same() {
        publish(1, 5);
        stage.start(Note.projection(input));
        awaitWatermark(5);
        stage.stop();
        stage.execute("UPDATE read.note SET words = 'of version 1'");
        stage.start(new Projection<>("note", 2, input, Note::of, Note.TABLE));
        await().atMost(BUILD_MAX)
                .untilAsserted(() -> assertThat(stage.query("SELECT version FROM read.projection"))
                        .containsExactly("2"));
        assertThat(stage.lastBuild()).isEqualTo("switched, 5 compared, 5 changed, 0 missing, 0 added");
        assertThat(stage.rows()).noneMatch(row -> row.contains("of version 1"));
    }

    @Test
    void rows_of_a_later_version_are_left_alone() {
        publish(1, 1);
        stage.start(new Projection<>("note", 2, input, Note::of, Note.TABLE));
        awaitWatermark(1);
        stage.stop();
        publish(2, 1);
        var loop = stage.start(Note.projection(input));
        await().untilAsserted(() -> assertThat(loop.condition().reason()).contains("a later version"));
        assertThat(loop.condition().up()).isFalse();
        assertThat(stage.rows()).hasSize(1);
    }

    @Test
    void what_a_mended_mapping_can_read_is_parked_no_longer() {
        try (var producer = feed.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(feed.topic(), "bad", "bad,1".getBytes(UTF_8)));
            producer.send(new Note("bad", 2, "behind").toRecord(feed.topic()));
            producer.commitTransaction();
        }
        feed.publish(new Note("good", 3, "three"));
        stage.start(Note.projection(input));
        awaitWatermark(3);
        stage.stop();
        assertThat(stage.rows()).containsExactly("good 3- three");
        stage.ask();
        stage.start(Note.projection(input, record -> {
            var text = new String(record.value(), UTF_8);
            return text.equals("bad,1") ? new Note("bad", 1, "mended") : Note.of(record);
        }));
        awaitBuild();
        assertThat(stage.rows()).containsExactly("bad 1-2 mended", "bad 2- behind", "good 3- three");
        assertThat(stage.query("SELECT name FROM read.projection_parked")).isEmpty();
    }

    @Test
    void a_read_that_takes_long_delays_the_switch_and_no_other_read() throws Exception {
        publish(1, 20);
        stage.start(Note.projection(input));
        awaitWatermark(20);
        try (var readers = Readers.start(jdbcUrl);
                var slow = DriverManager.getConnection(jdbcUrl)) {
            slow.setAutoCommit(false);
            try (var statement = slow.createStatement()) {
                statement.execute("SELECT count(*) FROM read.note");
            }
            stage.ask();
            await().untilAsserted(() -> assertThat(stage.query("SELECT phase FROM read.projection_build"))
                    .containsExactly("switching"));
            var then = readers.reads();
            await().until(() -> readers.reads() > then + 500);
            assertThat(stage.openBuilds()).isOne();
            assertThat(readers.longest()).isLessThan(Duration.ofSeconds(1));
            assertThat(readers.faults()).isEmpty();
            slow.rollback();
            awaitBuild();
        }
        assertThat(stage.lastBuild()).startsWith("switched");
    }

    @Test
    void a_table_that_a_migration_changes_meanwhile_is_built_again_as_it_is_then() {
        publish(1, 20);
        var changes = new AtomicInteger();
        stage.start(new Versions(List.of(Note.projection(input))), 10, Stage.LAG_MAX, (_, what) -> {
            if (what.equals("switching") && changes.getAndIncrement() == 0) {
                stage.execute("ALTER TABLE read.note ADD COLUMN more text");
                stage.execute("CREATE INDEX note_more ON read.note (more)");
            }
        });
        awaitWatermark(20);
        stage.ask();
        awaitBuild();
        assertThat(stage.lastBuild()).isEqualTo("switched, 20 compared, 0 changed, 0 missing, 0 added");
        assertThat(definition()).anyMatch(it -> it.contains("note_more"));
        assertThat(stage.query("SELECT count(*) FROM read.note WHERE more IS NULL"))
                .containsExactly("20");
    }

    @Test
    void a_build_that_cannot_succeed_ends_and_the_rows_stay() {
        publish(1, 20);
        stage.start(Note.projection(input));
        awaitWatermark(20);
        var before = asOf(20);
        stage.execute("CREATE VIEW read.note_view AS SELECT * FROM read.note");
        stage.ask();
        awaitBuild();
        assertThat(stage.lastBuild()).startsWith("failed");
        assertThat(stage.query("SELECT reason FROM read.projection_build"))
                .first()
                .asString()
                .contains("depend");
        publish(21, 1);
        awaitWatermark(21);
        assertThat(asOf(20)).isEqualTo(before);
        assertNothingIsLeft();
    }

    private void publish(int from, int count) {
        feed.publish(IntStream.range(from, from + count)
                .mapToObj(position -> new Note("id" + position % 7, position, "words " + position))
                .toArray(Note[]::new));
    }

    private void awaitWatermark(long position) {
        await().atMost(BUILD_MAX)
                .untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(position));
    }

    private void awaitBuild() {
        await().atMost(BUILD_MAX)
                .untilAsserted(() -> assertThat(stage.openBuilds()).isZero());
    }

    private List<String> asOf(long position) {
        return stage.query("SELECT id || ' ' || valid_from || ' ' || words || ' '"
                + " || coalesce((CASE WHEN valid_to <= %d THEN valid_to END)::text, '')".formatted(position)
                + " FROM read.note WHERE valid_from <= %d ORDER BY valid_from, id".formatted(position));
    }

    private List<String> definition() {
        return stage.query("""
            SELECT d FROM (
                SELECT pg_get_indexdef(indexrelid) AS d FROM pg_index WHERE indrelid = 'read.note'::regclass
                UNION ALL
                SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE conrelid = 'read.note'::regclass) AS all_of_it ORDER BY d
            """);
    }

    private void assertNothingIsLeft() {
        assertThat(stage.query("SELECT relname FROM pg_class WHERE relnamespace = 'read_build'::regnamespace"))
                .isEmpty();
        assertThat(stage.query("SELECT name FROM read.projection_offset WHERE name <> 'note'"))
                .isEmpty();
    }
}
