package io.prego.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

class RunningTopologyTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final List<String> TOPICS = List.of(Topics.TENANT, Topics.TENANT_DIRECTORY);
    private static final StateFold<TenantEvent, TenantDirectoryEntry> FOLD = new StateFold<>(
            TenantEvent.class,
            event -> event.tenantId().value(),
            TenantDirectoryEntry::tenantId,
            TenantDirectoryEntry::position,
            TenantDirectoryFold::evolve,
            new RecordCodec<>(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", Schemas.committed()));

    private final EventRecords events = new EventRecords();

    @TempDir
    Path folder;

    @Test
    void it_waits_for_kafka_and_topics_and_outlives_a_restart_of_the_broker() throws Exception {
        var port = freePort();
        var settings = new StreamSettings(folder.resolve("streams"), "1", Duration.ofMillis(10));
        var feed = feed(new KafkaClients("127.0.0.1:" + port, "1"), settings);
        feed.start();
        try {
            awaitHealth(feed, "looking for Kafka", "failed, will try again");
            try (var cluster = new Cluster(folder, port)) {
                awaitHealth(feed, "waiting for topics that do not exist yet: " + String.join(", ", TOPICS));
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
        try (var cluster = Cluster.withTopics(folder)) {
            var feed = feed(cluster.clients(), cluster.settings());
            feed.start();
            cluster.publish(events, Facts.of("acme").registered());
            awaitVersions(cluster, 1);
            feed.stop();
            cluster.publish(events, Facts.of("acme").provisioningStarted());
            feed.start();
            awaitVersions(cluster, 2);
            feed.stop();
            assertThat(versions(cluster))
                    .extracting(record -> FOLD.decode(record.value()).streamVersion())
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void a_poison_event_shows_in_its_health_in_words_and_nothing_is_skipped() throws Exception {
        try (var cluster = Cluster.withTopics(folder)) {
            var feed = feed(cluster.clients(), cluster.settings());
            feed.start();
            cluster.publish(events, Facts.of("acme").activated());
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(feed.health().getStatus()).isEqualTo(Status.DOWN);
                assertThat(feed.health().getDetails())
                        .containsEntry(
                                "last_error",
                                "CorruptHistory: tenant.activated of tnt_acme at position 1: the tenant was not"
                                        + " registered");
            });
            feed.stop();
            assertThat(versions(cluster)).isEmpty();
        }
    }

    private static Supervised feed(KafkaClients clients, StreamSettings settings) {
        var meters = new SimpleMeterRegistry();
        return new StateFeeds(clients, settings, new BrokerWatch(clients))
                .run(
                        "test-feed",
                        TOPICS,
                        () -> StateTopology.build(
                                "test-feed", Topics.TENANT, List.of(Topics.TENANT_DIRECTORY), FOLD, meters));
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

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
