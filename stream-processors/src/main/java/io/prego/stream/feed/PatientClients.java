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
 * The clients of a topology. A stream thread looks between two polls for what is to be committed, so that each poll is
 * short; where no record has come for a while nothing is to be committed, and the polls are long: records end them anyway,
 * and a topology that has nothing to do costs next to nothing.
 */
final class PatientClients implements KafkaClientSupplier {

    /** Longer than any commit is put off. */
    private static final Duration BUSY_FOR = Duration.ofSeconds(1);

    private static final Duration QUIET_POLL = Duration.ofMillis(50);

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
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    private static final class PatientConsumer extends KafkaConsumer<byte[], byte[]> {

        private long busyUntil = System.nanoTime();

        PatientConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        /** Zero stays zero: then the thread has something to do, or its partitions are being taken. */
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            var quiet = System.nanoTime() - busyUntil > 0;
            var records = super.poll(quiet && timeout.isPositive() ? QUIET_POLL : timeout);
            if (!records.isEmpty()) {
                busyUntil = System.nanoTime() + BUSY_FOR.toNanos();
            }
            return records;
        }
    }
}
