package io.prego.torture.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.Topics;
import io.prego.torture.platform.Platform;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Looks on from outside, past all proxies: how far the log is, how far it is published under {@code read_committed}, and
 * how far each read model says that it is. Thread-safe.
 */
public final class Observer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final TopicPartition PROGRESS = new TopicPartition(Topics.PROGRESS, 0);

    private final Platform platform;
    private final Thread thread;
    private volatile boolean closing;
    private volatile long published;

    private Observer(Platform platform) {
        this.platform = platform;
        this.thread = Thread.ofPlatform().daemon().name("observer").unstarted(this::follow);
    }

    public static Observer start(Platform platform) {
        var observer = new Observer(platform);
        observer.thread.start();
        return observer;
    }

    /** All up to here is published, as far as this observer could see. */
    public long published() {
        return published;
    }

    /** How far the log and the read models are. */
    public record Progress(long head, Map<String, Long> watermarks) {

        public Progress {
            watermarks = Map.copyOf(watermarks);
        }

        /** Whether every read model that follows the log holds all of it. */
        public boolean isComplete() {
            return watermarks.size() >= MODELS.size()
                    && MODELS.stream().allMatch(model -> watermarks.getOrDefault(model, 0L) >= head);
        }
    }

    public static final List<String> MODELS =
            List.of("tenant_directory", "hostname_map", "provisioning_state", "event");

    /** Throws while PostgreSQL is away. */
    public Progress progress() throws SQLException {
        try (var database = platform.database().connect();
                var statement = database.createStatement();
                var rows = statement.executeQuery("""
                    SELECT '', coalesce(max(position), 0) FROM log.event
                    UNION ALL SELECT name, watermark FROM read.projection
                    """)) {
            var watermarks = new HashMap<String, Long>();
            while (rows.next()) {
                watermarks.put(rows.getString(1), rows.getLong(2));
            }
            var head = watermarks.remove("");
            return new Progress(head == null ? 0 : head, watermarks);
        }
    }

    private void follow() {
        while (!closing) {
            try (var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of(
                            "bootstrap.servers", platform.broker().bootstrapServers(),
                            "isolation.level", "read_committed",
                            "auto.offset.reset", "earliest",
                            "enable.auto.commit", "false",
                            "reconnect.backoff.max.ms", "500"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.assign(List.of(PROGRESS));
                while (!closing) {
                    for (var record : consumer.poll(POLL)) {
                        published = Long.parseLong(new String(record.value(), UTF_8));
                    }
                }
            } catch (KafkaException _) {
                // Asked again.
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
