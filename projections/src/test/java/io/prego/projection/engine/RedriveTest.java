package io.prego.projection.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import io.prego.event.Topics;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.LetterState;
import io.prego.event.deadletter.PoisonCause;
import io.prego.projection.engine.Input.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("shared-letters")
class RedriveTest {

    /** Nobody else's: who has the name that a redrive is for obeys it, whatever topics it reads. */
    private static final String PROJECTION = "redriven_note";

    private final Feed feed = Feed.fresh(SharedKafka.bootstrapServers());
    private final Stage stage = new Stage(ReadModels.database(), feed);
    private final Input input = Input.ofEvents(List.of(feed.topic()));
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void a_parked_key_is_told_once_over_a_restart_and_a_redrive_stores_what_waited_in_order() {
        broken.add("two");
        feed.publish(
                new Note("a", 1, "one"), new Note("a", 2, "two"), new Note("b", 3, "three"), new Note("a", 4, "4"));
        start();
        awaitLetter(LetterState.PARKED, 1);
        var told = letters().size();
        stage.stop();
        start();
        feed.publish(new Note("a", 5, "five"));
        awaitLetter(LetterState.PARKED, 2);
        assertThat(letters()).hasSize(told + 1);
        assertThat(stage.rows()).containsExactly("a 1- one", "b 3- three");
        broken.clear();
        redrive(letters().getLast());
        awaitLetter(LetterState.REDRIVEN, 0);
        assertThat(stage.rows()).containsExactly("a 1-2 one", "a 2-4 two", "b 3- three", "a 4-5 4", "a 5- five");
        assertThat(letters())
                .extracting(DeadLetter::id)
                .containsOnly(letters().getFirst().id());
        feed.publish(new Note("a", 6, "six"));
        await().untilAsserted(() -> assertThat(stage.rows()).contains("a 6- six"));
    }

    @Test
    void the_letter_tells_the_class_and_the_place_and_no_content() {
        broken.add("one");
        feed.publish(new Note("a", 1, "one"));
        start();
        awaitLetter(LetterState.PARKED, 0);
        var letter = letters().getFirst();
        assertThat(letter.consumer()).isEqualTo("prego-projection-" + PROJECTION);
        assertThat(letter.poison().cause()).isEqualTo(PoisonCause.UNDECODABLE);
        assertThat(letter.poison().error()).isEqualTo("IllegalStateException");
        assertThat(letter.poison().reason()).contains("RedriveTest").doesNotContain("secret");
    }

    @Test
    void what_fails_again_stays_parked_and_its_letter_says_so_until_the_database_takes_it() {
        feed.publish(new Note("a", 1, "refused"), new Note("a", 2, "two"));
        start();
        awaitLetter(LetterState.PARKED, 1);
        redrive(letters().getLast());
        awaitLetter(LetterState.PARKED_AGAIN, 1);
        assertThat(letters().getLast().tries()).isEqualTo(2);
        assertThat(stage.rows()).isEmpty();
        stage.execute("ALTER TABLE read.note DROP CONSTRAINT note_words_check");
        redrive(letters().getLast());
        awaitLetter(LetterState.REDRIVEN, 0);
        assertThat(stage.rows()).containsExactly("a 1-2 refused", "a 2- two");
        assertThat(stage.query("SELECT record_key FROM read.projection_parked")).isEmpty();
    }

    @Test
    void when_one_fails_that_waited_behind_it_has_a_letter_of_its_own_and_the_first_is_closed() {
        broken.add("two");
        feed.publish(new Note("a", 2, "two"), new Note("a", 3, "three"), new Note("a", 4, "four"));
        start();
        awaitLetter(LetterState.PARKED, 2);
        var first = letters().getLast();
        broken.clear();
        broken.add("three");
        redrive(first);
        awaitLetter(LetterState.PARKED, 1);
        var second = letters().getLast();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(letters())
                .filteredOn(letter -> letter.id().equals(first.id()))
                .last()
                .extracting(DeadLetter::state)
                .isEqualTo(LetterState.REDRIVEN);
        assertThat(stage.rows()).containsExactly("a 2- two");
        broken.clear();
        redrive(second);
        awaitLetter(LetterState.REDRIVEN, 0);
        assertThat(stage.rows()).containsExactly("a 2-3 two", "a 3-4 three", "a 4- four");
    }

    @Test
    void a_letter_of_rows_that_were_built_anew_is_closed_by_its_redrive() {
        broken.add("one");
        feed.publish(new Note("a", 1, "one"));
        start();
        awaitLetter(LetterState.PARKED, 0);
        stage.stop();
        stage.execute("DELETE FROM read.projection_parked");
        start();
        redrive(letters().getLast());
        awaitLetter(LetterState.REDRIVEN, 0);
    }

    @Test
    void a_mark_of_the_topology_is_told_to_reads_and_holds_up_nothing_here() {
        stage.start(Note.projection(Input.ofState(feed.topic(), new Upstream("nobody", List.of(feed.topic())))));
        mark("a", "failed");
        feed.publish(new Note("a", 1, "one"));
        await().untilAsserted(() -> assertThat(
                        stage.query("SELECT record_key || ' ' || cause || ' ' || upstream FROM read.projection_parked"))
                .containsExactly("a failed true"));
        await().untilAsserted(() -> assertThat(stage.rows()).containsExactly("a 1- one"));
        mark("a", "released");
        await().untilAsserted(() ->
                assertThat(stage.query("SELECT 1 FROM read.projection_parked")).isEmpty());
        assertThat(letters()).isEmpty();
    }

    private void start() {
        stage.start(new Projection<>(PROJECTION, 1, input, this::row, Note.TABLE));
    }

    private Note row(ConsumerRecord<String, byte[]> record) {
        var note = Note.of(record);
        if (broken.contains(note.words())) {
            throw new IllegalStateException("secret");
        }
        return note;
    }

    private void awaitLetter(LetterState state, long behind) {
        await().untilAsserted(() -> assertThat(letters())
                .last()
                .extracting(DeadLetter::state, DeadLetter::behind)
                .containsExactly(state, behind));
    }

    /** Of this test's feed, oldest first: they have one key. */
    private List<DeadLetter> letters() {
        var letters = new ArrayList<DeadLetter>();
        try (var consumer = feed.kafka().consumer(500)) {
            var partitions = consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(20))
                        .forEach(record -> letters.add(DeadLetterHeaders.read(TextHeaders.of(record), Instant.EPOCH)));
            }
        }
        letters.removeIf(letter -> !letter.place().topic().equals(feed.topic()));
        return letters;
    }

    private void redrive(DeadLetter letter) {
        var record = new ProducerRecord<String, byte[]>(
                Topics.REDRIVES, letter.place().partition(), "a", null);
        DeadLetterHeaders.of(letter).forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        send(record);
    }

    private void mark(String key, String word) {
        var record = new ProducerRecord<String, byte[]>(feed.topic(), key, null);
        record.headers().add("prego_parked", word.getBytes(UTF_8));
        send(record);
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try (var producer = feed.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record);
            producer.commitTransaction();
        }
    }
}
