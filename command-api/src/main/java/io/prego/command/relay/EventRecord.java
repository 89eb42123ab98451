package io.prego.command.relay;

import io.prego.event.CloudEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;

/** An event as Kafka carries it. */
final class EventRecord {

    private static final Map<String, Integer> PARTITIONS =
            Topics.ALL.stream().collect(Collectors.toUnmodifiableMap(Topics.Topic::name, Topics.Topic::partitions));

    private EventRecord() {}

    /** Every partition that carries events. */
    static List<TopicPartition> partitions() {
        return Topics.EVENTS.stream()
                .flatMap(topic ->
                        IntStream.range(0, partitions(topic)).mapToObj(number -> new TopicPartition(topic, number)))
                .toList();
    }

    /** Where the event is published: as the default partitioner of every Kafka client would choose by its key. */
    static TopicPartition partition(RecordedEvent event) {
        var topic = EventCatalogue.topic(event);
        return new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key(event))) % partitions(topic));
    }

    /** Its timestamp is when the event was recorded. */
    static ProducerRecord<byte[], byte[]> of(RecordedEvent event, TopicPartition partition) {
        var headers = new RecordHeaders();
        CloudEvent.headers(event).forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(
                partition.topic(),
                partition.partition(),
                event.recordedAt().toEpochMilli(),
                key(event),
                CloudEvent.value(event),
                headers);
    }

    static long position(ConsumerRecord<byte[], byte[]> published) {
        return Long.parseLong(header(published, CloudEvent.POSITION));
    }

    static UUID id(ConsumerRecord<byte[], byte[]> published) {
        return UUID.fromString(header(published, "ce_id"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> published, String name) {
        var header = published.headers().lastHeader(name);
        if (header == null) {
            throw new HistoryMismatch("%s-%d holds a record without %s at offset %d: somebody else writes to it"
                    .formatted(published.topic(), published.partition(), name, published.offset()));
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] key(RecordedEvent event) {
        return EventCatalogue.recordKey(event).getBytes(StandardCharsets.UTF_8);
    }

    private static int partitions(String topic) {
        var partitions = PARTITIONS.get(topic);
        if (partitions == null) {
            throw new IllegalStateException("the topic %s is not in the list of topics".formatted(topic));
        }
        return partitions;
    }
}
