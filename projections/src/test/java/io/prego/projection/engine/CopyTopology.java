package io.prego.projection.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Copies notes from the event topic to a state feed, late and in transactions with its offsets, as Kafka Streams does. */
final class CopyTopology implements AutoCloseable {

    private final String group;
    private final Feed events;
    private final Feed states;
    private volatile boolean stopping;
    private Thread thread = Thread.currentThread();

    private final UnaryOperator<byte[]> fold;

    private CopyTopology(Feed events, Feed states, String group, UnaryOperator<byte[]> fold) {
        this.fold = fold;
        this.events = events;
        this.states = states;
        this.group = group;
    }

    static CopyTopology start(Feed events, Feed states, String group) {
        return start(events, states, group, UnaryOperator.identity());
    }

    /** As above, with something made of each event. */
    static CopyTopology start(Feed events, Feed states, String group, UnaryOperator<byte[]> fold) {
        var topology = new CopyTopology(events, states, group, fold);
        topology.thread = Thread.ofPlatform().daemon().start(topology::run);
        return topology;
    }

    String group() {
        return group;
    }

    private void run() {
        try (var consumer = consumer();
                var producer = states.producer()) {
            producer.initTransactions();
            consumer.subscribe(List.of(events.topic()));
            while (!stopping) {
                copy(consumer, producer);
            }
        }
    }

    private void copy(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        consumer.poll(Duration.ofMillis(30))
                .forEach(record ->
                        records.add(new ProducerRecord<>(states.topic(), record.key(), fold.apply(record.value()))));
        if (records.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.sendOffsetsToTransaction(positions(consumer), consumer.groupMetadata());
        producer.commitTransaction();
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(Consumer<?, ?> consumer) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : consumer.assignment()) {
            var position = Optional.of(consumer.position(partition)).orElseThrow();
            offsets.put(partition, new OffsetAndMetadata(position));
        }
        return offsets;
    }

    private Consumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", events.bootstrapServers(),
                        "group.id", group,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "max.poll.records", "7"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        stopping = true;
        Stage.join(thread);
    }
}
