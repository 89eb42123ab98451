package io.prego.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.embedded.LoopbackPort;
import io.prego.event.RecordedEvent;
import io.prego.event.Topics;
import io.prego.event.codec.RecordCodec;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.fold.tenant.TenantDirectoryFold;
import io.prego.stream.Cluster;
import io.prego.stream.EventRecords;
import io.prego.stream.Facts;
import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.StreamSettings;
import io.prego.stream.running.Supervised;
import io.prego.stream.running.TextHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

class RunningTopologyTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** Fifty commit intervals. */
    private static final Duration AT_REST = Duration.ofMillis(500);

    private static final List<String> ALL_TOPICS =
            List.of(Topics.TENANT, Topics.TENANT_DIRECTORY, Topics.DEAD_LETTERS, Topics.REDRIVES);
    private static final StateFold<TenantEvent, TenantDirectoryEntry> FOLD = new StateFold<>(
            TenantEvent.class,
            event -> event.tenantId().value(),
            TenantDirectoryEntry::tenantId,
            TenantDirectoryEntry::position,
            TenantDirectoryFold::evolve,
            new RecordCodec<>(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", Schemas.committed()));

    private final EventRecords events = new EventRecords();
    private final AtomicBoolean broken = new AtomicBoolean();

    @TempDir
    Path folder;

    @Test
    void it_waits_for_kafka_and_topics_and_outlives_a_restart_of_the_broker() throws Exception {
        var port = LoopbackPort.free();
        var settings = new StreamSettings(folder.resolve("streams"), "1", 1, null, Duration.ofMillis(10));
        var feed = feed(new KafkaClients("127.0.0.1:" + port, "1"), settings);
        feed.start();
        try {
            awaitHealth(feed, "looking for Kafka", "failed, will try again");
            try (var cluster = new Cluster(folder, port)) {
                awaitHealth(feed, "waiting for topics that do not exist yet: " + String.join(", ", ALL_TOPICS));
                cluster.makeTopics();
                awaitHealth(feed, "running");
                cluster.publish(events, Facts.of("acme").registered());
                awaitVersions(cluster, 1);
            }
            try (var cluster = new Cluster(folder, port)) {
                cluster.publish(events, Facts.of("acme").provisioningStarted());
                awaitVersions(cluster, 2);
            }
        } finally {
            feed.stop();
        }
        assertThat(feed.health().getDetails()).containsEntry("state", "stopped");
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was_each_version_once() throws Exception {
        assertThatItGoesOnAfter(_ -> {});
    }

    @Test
    void a_store_of_which_a_kill_left_half_its_files_is_made_anew_from_its_changelog() throws Exception {
        assertThatItGoesOnAfter(
                stateDir -> assertThat(deleteManifests(stateDir)).isPositive());
    }

    /** What happens to the state folder while nobody has it. */
    private interface Mishap {
        void befall(Path stateDir) throws IOException;
    }

    private void assertThatItGoesOnAfter(Mishap mishap) throws Exception {
        try (var cluster = Cluster.withTopics(folder)) {
            var feed = feed(cluster.clients(), cluster.settings());
            feed.start();
            cluster.publish(events, Facts.of("acme").registered());
            awaitVersions(cluster, 1);
            feed.stop();
            mishap.befall(cluster.settings().stateDir());
            cluster.publish(events, Facts.of("acme").provisioningStarted());
            feed.start();
            awaitVersions(cluster, 2);
            feed.stop();
            assertThat(versions(cluster))
                    .extracting(record -> FOLD.decode(record.value()).streamVersion())
                    .containsExactly(1L, 2L);
        }
    }

    private static int deleteManifests(Path stateDir) throws IOException {
        try (var files = Files.walk(stateDir)) {
            var manifests = files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .toList();
            for (var manifest : manifests) {
                Files.delete(manifest);
            }
            return manifests.size();
        }
    }

    @Test
    void a_log_whose_clock_is_far_ahead_of_the_broker_is_folded_all_the_same() throws Exception {
        try (var cluster = Cluster.withTopics(folder)) {
            var feed = feed(cluster.clients(), cluster.settings());
            feed.start();
            var event = events.record(Facts.of("acme").registered());
            var ahead = Instant.now().plus(Duration.ofDays(400)).toEpochMilli();
            cluster.publish(
                    new ProducerRecord<>(event.topic(), null, ahead, event.key(), event.value(), event.headers()));
            awaitVersions(cluster, 1);
            feed.stop();
            assertThat(versions(cluster)).extracting(ConsumerRecord::timestamp).containsExactly(ahead);
        }
    }

    @Test
    void where_nothing_comes_it_commits_nothing() throws Exception {
        try (var cluster = Cluster.withTopics(folder)) {
            var feed = feed(cluster.clients(), cluster.settings());
            feed.start();
            cluster.publish(events, Facts.of("acme").registered());
            awaitVersions(cluster, 1);
            var before = new AtomicLong();
            await().atMost(LIMIT).pollInterval(AT_REST).until(() -> {
                var now = cluster.commits();
                return before.getAndSet(now) == now;
            });
            feed.stop();
        }
    }

    @Test
    void a_poison_event_parks_its_key_once_also_over_a_restart_until_a_redrive_folds_what_waited() throws Exception {
        try (var cluster = Cluster.withTopics(folder)) {
            broken.set(true);
            var feed = feed(cluster.clients(), cluster.settings());
            feed.start();
            cluster.publish(
                    events, Facts.of("acme").registered(), Facts.of("other").registered());
            awaitLetters(cluster, "parked 0");
            feed.stop();
            feed.start();
            cluster.publish(events, Facts.of("acme").provisioningStarted());
            awaitLetters(cluster, "parked 0", "parked 1");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(feed.health().getStatus()).isEqualTo(Status.UP));
            assertThat(feed.health().getDetails())
                    .containsEntry("parked_keys", 1L)
                    .containsEntry("parked_records", 2L);
            broken.set(false);
            cluster.redrive(cluster.read(Topics.DEAD_LETTERS).getLast());
            awaitLetters(cluster, "parked 0", "parked 1", "redriven 0");
            feed.stop();
            assertThat(versions(cluster).stream().filter(record -> record.value() != null))
                    .extracting(record ->
                            record.key() + " " + FOLD.decode(record.value()).streamVersion())
                    .containsExactlyInAnyOrder("tnt_acme 1", "tnt_acme 2", "tnt_other 1");
        }
    }

    private static void awaitLetters(Cluster cluster, String... expected) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(cluster.read(Topics.DEAD_LETTERS))
                        .extracting(RunningTopologyTest::describe)
                        .containsExactly(expected));
    }

    private static String describe(ConsumerRecord<String, byte[]> letter) {
        var headers = TextHeaders.toMap(letter.headers());
        return headers.get("dead_letter_state") + " " + headers.get("dead_letter_behind");
    }

    private Supervised feed(KafkaClients clients, StreamSettings settings) {
        var meters = new SimpleMeterRegistry();
        var fold = new StateFold<>(
                FOLD.family(), FOLD.stateId(), FOLD.tenantId(), FOLD.position(), this::evolve, FOLD.codec());
        return new StateFeeds(clients, settings, new BrokerWatch(clients))
                .run(
                        "test-feed",
                        Topics.TENANT,
                        List.of(StateFeed.of(
                                "test-feed", "test-feed", List.of(Topics.TENANT_DIRECTORY), fold, meters)));
    }

    private TenantDirectoryEntry evolve(TenantDirectoryEntry state, TenantEvent event, RecordedEvent envelope) {
        if (broken.get() && event.tenantId().value().equals("tnt_acme")) {
            throw new IllegalStateException("it is not mended yet");
        }
        return TenantDirectoryFold.evolve(state, event, envelope);
    }

    private static void awaitHealth(Supervised feed, String... states) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(feed.health().getDetails().get("state")).isIn((Object[]) states));
    }

    private static void awaitVersions(Cluster cluster, int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(versions(cluster)).hasSize(count));
    }

    private static List<ConsumerRecord<String, byte[]>> versions(Cluster cluster) {
        return cluster.read(Topics.TENANT_DIRECTORY);
    }
}
