package io.prego.stream.feed;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of a topology. A stream thread looks between two polls for what is to be committed, so that polls are short
 * for a moment after a record, when a commit may be asked for; longer while one may still be due at the end of an interval;
 * and long where no record has come for a while. Records end them anyway, so that a topology that has little to do costs
 * next to nothing.
 */
final class PatientClients implements KafkaClientSupplier {

    /** After this no commit is asked for any more on account of a record. */
    private static final Duration ASKED_WITHIN = Duration.ofMillis(10);

    /** Longer than any commit is put off. */
    private static final Duration DUE_WITHIN = Duration.ofSeconds(1);

    private static final Duration POLL_WHILE_DUE = Duration.ofMillis(15);
    private static final Duration POLL_AT_REST = Duration.ofMillis(50);

    /** Streams' own default; a store that is to be taken over waits for no more than one poll. */
    private static final Duration POLL_STANDING_BY = Duration.ofMillis(100);

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new PatientConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new StandbyConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    /** Follows changelogs, and is polled in vain where nothing comes. What is restored, and waited for, is polled with zero. */
    private static final class StandbyConsumer extends KafkaConsumer<byte[], byte[]> {

        StandbyConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return super.poll(timeout.isPositive() ? POLL_STANDING_BY : timeout);
        }
    }

    private static final class PatientConsumer extends KafkaConsumer<byte[], byte[]> {

        private long lastRecord = System.nanoTime();

        PatientConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        /** Zero stays zero: then the thread has something to do, or its partitions are being taken. */
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            var records = super.poll(timeout.isPositive() ? patience(timeout) : timeout);
            if (!records.isEmpty()) {
                lastRecord = System.nanoTime();
            }
            return records;
        }

        private Duration patience(Duration shortest) {
            var silence = System.nanoTime() - lastRecord;
            if (silence < ASKED_WITHIN.toNanos()) {
                return shortest;
            }
            return silence < DUE_WITHIN.toNanos() ? POLL_WHILE_DUE : POLL_AT_REST;
        }
    }
}
