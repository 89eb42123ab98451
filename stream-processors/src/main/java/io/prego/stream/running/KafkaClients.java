package io.prego.stream.running;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes clients of the one cluster.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param instanceId as of {@link InstanceId}
 */
public record KafkaClients(String bootstrapServers, String instanceId) {

    /**
     * The session of a static member. A member that comes back within it goes on at once; one that does not loses its
     * partitions after it. Brokers take no less by default.
     */
    public static final int SESSION_TIMEOUT_MS = 6_000;

    public static final int HEARTBEAT_INTERVAL_MS = 2_000;
    private static final int TIMEOUT_MS = 5_000;

    /** What every client has. A broker that is away is asked again every 2 s at most, since each time leaves a log line. */
    public Map<String, Object> common() {
        return Map.of("bootstrap.servers", bootstrapServers, "reconnect.backoff.max.ms", 2_000);
    }

    /** Gives up after 5 s. */
    public Admin admin() {
        var settings = new HashMap<>(common());
        settings.put("default.api.timeout.ms", TIMEOUT_MS);
        settings.put("request.timeout.ms", TIMEOUT_MS);
        return Admin.create(settings);
    }

    /** Reads committed records from the group's offsets, or from the beginning; commits only when told. */
    public KafkaConsumer<String, byte[]> consumer(String group) {
        var settings = new HashMap<>(common());
        settings.put("group.id", group);
        settings.put("group.instance.id", group + "-" + instanceId);
        settings.put("client.id", group);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("session.timeout.ms", SESSION_TIMEOUT_MS);
        settings.put("heartbeat.interval.ms", HEARTBEAT_INTERVAL_MS);
        settings.put("default.api.timeout.ms", TIMEOUT_MS);
        settings.put("request.timeout.ms", TIMEOUT_MS);
        settings.put("max.poll.records", 2_000);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Idempotent, acknowledged by all replicas, gives up on a record after 10 s. */
    public KafkaProducer<String, byte[]> producer(String clientId) {
        var settings = new HashMap<>(common());
        settings.put("client.id", clientId);
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        settings.put("linger.ms", 0);
        settings.put("retry.backoff.ms", 1);
        settings.put("retry.backoff.max.ms", 1_000);
        settings.put("request.timeout.ms", TIMEOUT_MS);
        settings.put("delivery.timeout.ms", 2 * TIMEOUT_MS);
        settings.put("max.block.ms", TIMEOUT_MS);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
