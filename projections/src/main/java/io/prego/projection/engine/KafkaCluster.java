package io.prego.projection.engine;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes the clients of one cluster. They connect when they are used, so that a broker that is away refuses nothing here.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 */
record KafkaCluster(String bootstrapServers) implements KafkaAccess {

    @Override
    public Consumer<String, byte[]> consumer(int recordsMax) {
        return consumer(recordsMax, Duration.ofMillis(500));
    }

    @Override
    public Consumer<String, byte[]> seekingConsumer(int recordsMax) {
        return consumer(recordsMax, Duration.ofMillis(5));
    }

    private Consumer<String, byte[]> consumer(int recordsMax, Duration fetchWait) {
        return new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry("bootstrap.servers", bootstrapServers),
                        Map.entry("isolation.level", "read_committed"),
                        Map.entry("enable.auto.commit", "false"),
                        Map.entry("auto.offset.reset", "none"),
                        Map.entry("max.poll.records", Integer.toString(recordsMax)),
                        Map.entry("fetch.max.wait.ms", Long.toString(fetchWait.toMillis())),
                        Map.entry("allow.auto.create.topics", "false"),
                        Map.entry("metadata.max.age.ms", "30000"),
                        Map.entry("reconnect.backoff.max.ms", "2000"),
                        Map.entry("request.timeout.ms", "5000"),
                        Map.entry("default.api.timeout.ms", "5000"),
                        Map.entry("enable.metrics.push", "false")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** What is committed in a transaction that goes on is not waited for, but passed over. */
    @Override
    public Consumer<String, byte[]> onlooker(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", group,
                        "isolation.level", "read_uncommitted",
                        "enable.auto.commit", "false",
                        "reconnect.backoff.max.ms", "2000",
                        "request.timeout.ms", "3000",
                        "default.api.timeout.ms", "5000",
                        "enable.metrics.push", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public Producer<String, byte[]> producer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "transactional.id", transactionalId,
                        "reconnect.backoff.max.ms", "2000",
                        "retry.backoff.ms", "1",
                        "max.block.ms", "5000",
                        "request.timeout.ms", "3000",
                        "delivery.timeout.ms", "5000",
                        "enable.metrics.push", "false"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "reconnect.backoff.max.ms", "2000",
                "request.timeout.ms", "3000",
                "default.api.timeout.ms", "5000",
                "enable.metrics.push", "false"));
    }
}
