package io.prego.command.relay;

import io.prego.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A record of the progress topic: all events of this log up to the position are published. Its key is the log's id, its
 * value the position, both as text: {@code 4711}.
 */
record Progress(UUID logId, long position) {

    static final TopicPartition PARTITION = new TopicPartition(Topics.PROGRESS, 0);

    ProducerRecord<byte[], byte[]> toRecord() {
        return new ProducerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                logId.toString().getBytes(StandardCharsets.US_ASCII),
                Long.toString(position).getBytes(StandardCharsets.US_ASCII));
    }

    static Progress of(ConsumerRecord<byte[], byte[]> progress) {
        return new Progress(
                UUID.fromString(new String(progress.key(), StandardCharsets.US_ASCII)),
                Long.parseLong(new String(progress.value(), StandardCharsets.US_ASCII)));
    }
}
