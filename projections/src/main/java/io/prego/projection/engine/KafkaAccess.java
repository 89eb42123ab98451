package io.prego.projection.engine;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Makes the clients of one cluster. They connect when they are used, so that a broker that is away refuses nothing here.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 */
record KafkaAccess(String bootstrapServers) {

    /** Reads what is committed and nothing else; it is a member of no group and throws where an offset is lost. */
    Consumer<String, byte[]> consumer(int recordsMax) {
        return new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry("bootstrap.servers", bootstrapServers),
                        Map.entry("isolation.level", "read_committed"),
                        Map.entry("enable.auto.commit", "false"),
                        Map.entry("auto.offset.reset", "none"),
                        Map.entry("max.poll.records", Integer.toString(recordsMax)),
                        Map.entry("allow.auto.create.topics", "false"),
                        Map.entry("metadata.max.age.ms", "30000"),
                        Map.entry("reconnect.backoff.max.ms", "2000"),
                        Map.entry("request.timeout.ms", "5000"),
                        Map.entry("default.api.timeout.ms", "5000"),
                        Map.entry("enable.metrics.push", "false")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "reconnect.backoff.max.ms", "2000",
                "request.timeout.ms", "3000",
                "default.api.timeout.ms", "5000",
                "enable.metrics.push", "false"));
    }
}
