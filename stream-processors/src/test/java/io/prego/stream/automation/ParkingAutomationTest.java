package io.prego.stream.automation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.event.Topics;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.stream.Cluster;
import io.prego.stream.EventRecords;
import io.prego.stream.Facts;
import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.Supervised;
import io.prego.stream.running.TextHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An automation that notes what it acts on, and that cannot act on some jobs until it is mended. */
class ParkingAutomationTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private final EventRecords events = new EventRecords();
    private final List<String> actedOn = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final AtomicBoolean outage = new AtomicBoolean();
    private final ParkedCounts counts = ParkedCounts.of("test", new SimpleMeterRegistry());
    private final String group = "group-" + UUID.randomUUID().toString().substring(0, 8);
    private Supervised automation;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = Cluster.withTopics(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @AfterEach
    void stop() {
        automation.stop();
    }

    @Test
    void an_event_that_cannot_be_acted_on_parks_its_key_once_also_over_a_restart_until_it_is_redriven()
            throws Exception {
        var bad = Facts.of("bad");
        start();
        cluster.publish(events, bad.requested(1), Facts.of("good").requested(), bad.requested(2));
        awaitLetters("tnt_bad", "parked 0", "parked 1");
        await().atMost(LIMIT).until(() -> actedOn.contains("job_good 1"));
        automation.stop();
        start();
        cluster.publish(events, bad.requested(3));
        awaitLetters("tnt_bad", "parked 0", "parked 1", "parked 2");
        assertThat(automation.health().getDetails()).containsKey("parked_keys");
        cluster.redrive(letters("tnt_bad").getLast());
        awaitLetters("tnt_bad", "parked 0", "parked 1", "parked 2", "parked_again 2");
        assertThat(actedOn).noneMatch(event -> event.startsWith("job_bad"));
        broken.set(false);
        cluster.redrive(letters("tnt_bad").getLast());
        awaitLetters("tnt_bad", "parked 0", "parked 1", "parked 2", "parked_again 2", "redriven 0");
        cluster.publish(events, bad.requested(4));
        await().atMost(LIMIT).until(() -> actedOn.contains("job_bad 4"));
        assertThat(actedOn.stream().filter(event -> event.startsWith("job_bad")))
                .containsExactly("job_bad 1", "job_bad 2", "job_bad 3", "job_bad 4");
    }

    @Test
    void what_cannot_be_read_parks_its_key_and_a_type_of_later_code_parks_nothing() throws Exception {
        start();
        var later = events.record(Facts.of("later").requested(1));
        later.headers().remove("ce_type").add("ce_type", "provision_job.dreamt".getBytes(UTF_8));
        var unreadable = events.record(Facts.of("unreadable").requested(1));
        cluster.publish(later);
        cluster.publish(
                new ProducerRecord<>(Topics.TENANT, null, unreadable.key(), "?".getBytes(UTF_8), unreadable.headers()));
        cluster.publish(
                events, Facts.of("later").requested(2), Facts.of("unreadable").requested(2));
        awaitLetters("tnt_unreadable", "parked 0", "parked 1");
        await().atMost(LIMIT).until(() -> actedOn.contains("job_later 2"));
        assertThat(letters("tnt_later")).isEmpty();
    }

    @Test
    void what_was_read_and_not_acted_on_when_the_work_failed_comes_again() throws Exception {
        broken.set(false);
        outage.set(true);
        start();
        cluster.publish(events, Facts.of("unsent").requested(1));
        await().atMost(LIMIT).until(() -> actedOn.contains("job_unsent 1"));
        assertThat(outage).isFalse();
        assertThat(letters("tnt_unsent")).isEmpty();
    }

    private void start() {
        var clients = cluster.clients();
        automation = new Supervised(
                group,
                List.of(Topics.TENANT),
                clients,
                new BrokerWatch(clients),
                () -> new ConsumingWork(
                        clients, group, Topics.TENANT, ProvisioningEvent.class, () -> new Notes(), counts),
                counts::details);
        automation.start();
    }

    private void awaitLetters(String key, String... expected) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(letters(key))
                        .extracting(ParkingAutomationTest::describe)
                        .containsExactly(expected));
    }

    private List<ConsumerRecord<String, byte[]>> letters(String key) {
        return cluster.read(Topics.DEAD_LETTERS).stream()
                .filter(letter -> letter.key().equals(key))
                .filter(letter -> TextHeaders.toMap(letter.headers())
                        .get(DeadLetterHeaders.CONSUMER)
                        .equals(group))
                .toList();
    }

    private static String describe(ConsumerRecord<String, byte[]> letter) {
        var headers = TextHeaders.toMap(letter.headers());
        return headers.get("dead_letter_state") + " " + headers.get("dead_letter_behind");
    }

    private final class Notes implements Automation {

        @Override
        public void handle(List<IncomingEvent> incoming) throws TimeoutException {
            for (var event : incoming) {
                var requested = (ProvisioningEvent.ProvisionJobRequested) event.fact();
                if (outage.getAndSet(false)) {
                    throw new TimeoutException("nobody knows whether the command is kept");
                }
                if (broken.get() && requested.jobId().value().equals("job_bad")) {
                    throw new IllegalStateException("it is not mended yet");
                }
                var words = requested.jobId() + " " + requested.attempt();
                if (!actedOn.contains(words)) {
                    actedOn.add(words);
                }
            }
        }

        @Override
        public void assigned(TopicPartition partition, long end) {}

        @Override
        public void revoked(TopicPartition partition) {}

        @Override
        public void read(TopicPartition partition, long position) {}

        @Override
        public long settled(TopicPartition partition, long position) {
            return position;
        }

        @Override
        public boolean takesMore() {
            return true;
        }

        @Override
        public void drain() {}

        @Override
        public void close() {}
    }
}
