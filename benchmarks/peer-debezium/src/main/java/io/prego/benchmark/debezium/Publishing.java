package io.prego.benchmark.debezium;

import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Publishes each batch of inserted events in one transaction, as the relay does. */
final class Publishing implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    Publishing(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                "debezium",
                "retry.backoff.ms",
                1,
                "linger.ms",
                0);
        this.topic = topic;
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> changes, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        producer.beginTransaction();
        for (var change : changes) {
            if (change.record().value() instanceof Struct value && value.getStruct("after") != null) {
                var _ = producer.send(record(value.getStruct("after")));
            }
        }
        producer.commitTransaction();
        for (var change : changes) {
            committer.markProcessed(change);
        }
        committer.markBatchFinished();
    }

    private ProducerRecord<byte[], byte[]> record(Struct event) {
        var key = event.getString("tenant_id").getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic, key, payload(event));
        var position = Long.toString(event.getInt64("position"));
        record.headers().add("ce_position", position.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static byte[] payload(Struct event) {
        var buffer = (ByteBuffer) event.get("payload");
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
