package io.prego.stream.feed;

import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.StreamSettings;
import java.util.Properties;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** How every topology runs: exactly once, each version published, quick to take over, nothing skipped. */
final class StreamsProperties {

    private static final int TRANSACTION_TIMEOUT_MS = 5_000;
    /** A transaction is committed between two polls, so a topic that falls quiet must not hold the thread in one. */
    private static final int POLL_MS = 5;

    private static final int LINGER_MS = 100;

    /** A record as large as a broker takes is written once more where it is parked, with what is known of it. */
    private static final int REQUEST_BYTES_MAX = 4 << 20;

    private StreamsProperties() {}

    static Properties of(String applicationId, KafkaClients clients, StreamSettings settings) {
        var properties = new Properties();
        properties.putAll(clients.common());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
        // Events and redrives need no order among each other, so neither waits for the other to have records.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // As in the topics that the relay makes.
        properties.put(topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG), Long.toString(Long.MAX_VALUE));
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        putHandlers(properties);
        putClients(properties, applicationId, clients);
        return properties;
    }

    /** What parking does not deal with stops the topology, such as a record that cannot be written: nothing is skipped. */
    private static void putHandlers(Properties properties) {
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
    }

    private static void putClients(Properties properties, String applicationId, KafkaClients clients) {
        properties.put(mainConsumerPrefix("group.instance.id"), applicationId + "-" + clients.instanceId());
        properties.put(mainConsumerPrefix("session.timeout.ms"), KafkaClients.SESSION_TIMEOUT_MS);
        properties.put(mainConsumerPrefix("heartbeat.interval.ms"), KafkaClients.HEARTBEAT_INTERVAL_MS);
        properties.put(mainConsumerPrefix("auto.offset.reset"), "earliest");
        properties.put(producerPrefix("transaction.timeout.ms"), TRANSACTION_TIMEOUT_MS);
        properties.put(producerPrefix("delivery.timeout.ms"), TRANSACTION_TIMEOUT_MS);
        properties.put(producerPrefix("request.timeout.ms"), TRANSACTION_TIMEOUT_MS - 1_000);
        properties.put(producerPrefix("max.request.size"), REQUEST_BYTES_MAX);
        properties.put(producerPrefix("retry.backoff.ms"), 1);
        // A commit sends at once what lingers: one request for all partitions, which join the transaction together.
        properties.put(producerPrefix("linger.ms"), LINGER_MS);
        // A second batch in flight while the broker still ends the last transaction is refused, as out of order.
        properties.put(producerPrefix("max.in.flight.requests.per.connection"), 1);
    }
}
