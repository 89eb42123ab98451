package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.prego.event.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("relay-kafka")
class TopicCreationTest {

    private static final byte[] KEY = {1};

    private final RelayClients clients = new RelayClients(RelayRun.kafka(), RelayRun.settings(1));
    private final TopicCreation creation = new TopicCreation(clients, (short) 1);

    @BeforeEach
    void delete() throws Exception {
        TestTopics.delete(RelayRun.kafka());
    }

    @Test
    void nodes_that_start_at_once_make_each_topic_once_with_its_partitions() throws Exception {
        Callable<Boolean> start = () -> {
            creation.ensure();
            return true;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var started :
                    threads.invokeAll(Stream.generate(() -> start).limit(4).toList())) {
                assertThat(started.get()).isTrue();
            }
        }
        creation.ensure();
        try (var admin = clients.admin()) {
            var names = Topics.ALL.stream().map(Topics.Topic::name).toList();
            await().ignoreExceptions().untilAsserted(() -> {
                var found = admin.describeTopics(names).allTopicNames().get();
                for (var topic : Topics.ALL) {
                    assertThat(found.get(topic.name()).partitions()).hasSize(topic.partitions());
                }
            });
        }
    }

    @Test
    void what_is_not_compacted_is_kept_for_ever() throws Exception {
        creation.ensure();
        assertThat(config(Topics.TENANT, "retention.ms")).isEqualTo("-1");
        assertThat(config(Topics.TENANT, "retention.bytes")).isEqualTo("-1");
        assertThat(config(Topics.TENANT, "cleanup.policy")).isEqualTo("delete");
        assertThat(config(Topics.LATEST_TENANT, "cleanup.policy")).isEqualTo("compact");
    }

    @Test
    void a_record_is_taken_however_far_ahead_the_clock_is_that_stamped_it() throws Exception {
        TestTopics.create(clients);
        var ahead = Instant.now().plus(Duration.ofDays(400)).toEpochMilli();
        try (var producer = clients.producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            var taken = Topics.ALL.stream()
                    .map(topic -> producer.send(new ProducerRecord<>(topic.name(), 0, ahead, KEY, KEY)))
                    .toList();
            producer.commitTransaction();
            for (var record : taken) {
                assertThat(record.get().timestamp()).isEqualTo(ahead);
            }
        }
    }

    @Test
    void a_topic_with_another_number_of_partitions_is_refused() throws Exception {
        creation.ensure(List.of(new Topics.Topic(Topics.SYSTEM, 3, false)));
        assertThatThrownBy(creation::ensure)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessage("the topic prego.system.v1 has 3 partitions and must have 8");
    }

    private String config(String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = clients.admin()) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(name)
                    .value();
        }
    }
}
