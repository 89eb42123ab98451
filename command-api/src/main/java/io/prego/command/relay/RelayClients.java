package io.prego.command.relay;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The relay's connections to Kafka, each with a limit on every wait. */
final class RelayClients {

    /** One for all nodes: who initialises it fences whoever had it before. */
    static final String TRANSACTIONAL_ID = "prego-relay";

    /** The log takes payloads of 4 MiB; headers come on top. */
    static final int RECORD_BYTES_MAX = 6 << 20;

    private static final int LINGER_MS = 100;
    private static final int REQUEST_MS = 3_000;
    private static final int WAIT_MS = 5_000;

    private final String bootstrapServers;
    private final RelaySettings settings;

    RelayClients(String bootstrapServers, RelaySettings settings) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
    }

    KafkaProducer<byte[], byte[]> producer() {
        var config = common();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                settings.transactionTimeout().toMillis());
        // A commit sends at once what lingers: one request for all partitions, which join the transaction together.
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RECORD_BYTES_MAX);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WAIT_MS);
        // By default a transaction that follows another at once stalls for 20 ms (measured).
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 1);
        config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        var config = common();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WAIT_MS);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        var config = common();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WAIT_MS);
        return Admin.create(config);
    }

    private Map<String, Object> common() {
        var config = new HashMap<String, Object>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "prego-relay");
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }
}
