package io.prego.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads one-partition topics the way that Prego does: in transactions, and the committed only. */
final class Records {

    private Records() {}

    static void makeTopic(String bootstrapServers, String topic) throws Exception {
        try (var admin = admin(bootstrapServers)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    static void describe(String bootstrapServers, String topic) throws ExecutionException, InterruptedException {
        try (var admin = admin(bootstrapServers)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        }
    }

    static String setting(String bootstrapServers, String name) throws Exception {
        var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (var admin = admin(bootstrapServers)) {
            return admin.describeConfigs(List.of(broker))
                    .all()
                    .get()
                    .get(broker)
                    .get(name)
                    .value();
        }
    }

    /** Where the only broker is, as it tells. */
    static int brokerPort(String bootstrapServers) throws Exception {
        try (var admin = admin(bootstrapServers)) {
            return admin.describeCluster().nodes().get().iterator().next().port();
        }
    }

    static void commit(String bootstrapServers, String topic, String... values) {
        try (var producer = producing(bootstrapServers, topic, values)) {
            producer.commitTransaction();
        }
    }

    static void abort(String bootstrapServers, String topic, String... values) {
        try (var producer = producing(bootstrapServers, topic, values)) {
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static KafkaProducer<String, String> producing(String bootstrapServers, String topic, String... values) {
        var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (var value : values) {
            producer.send(new ProducerRecord<>(topic, value));
        }
        return producer;
    }

    static List<String> committed(String bootstrapServers, String topic) {
        var partition = new TopicPartition(topic, 0);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = Optional.ofNullable(
                            consumer.endOffsets(List.of(partition)).get(partition))
                    .orElseThrow();
            var values = new ArrayList<String>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
            return List.copyOf(values);
        }
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }
}
