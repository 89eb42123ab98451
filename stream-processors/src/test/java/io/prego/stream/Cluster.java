package io.prego.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.embedded.EmbeddedKafka;
import io.prego.event.DomainEvent;
import io.prego.event.Topics;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.StreamSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A broker with Prego's topics, and what a test does with it. */
public final class Cluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final KafkaProducer<String, byte[]> producer;

    public Cluster(Path folder, int port) throws IOException {
        this.folder = folder;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
        producer = clients().producer("test");
    }

    public static Cluster withTopics(Path folder) throws Exception {
        var cluster = new Cluster(folder, 0);
        cluster.makeTopics();
        return cluster;
    }

    public void makeTopics() throws ExecutionException, InterruptedException {
        var topics = Topics.ALL.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1)
                        .configs(Map.of("message.timestamp.after.max.ms", "" + Long.MAX_VALUE)))
                .toList();
        try (var admin = clients().admin()) {
            admin.createTopics(topics).all().get();
        }
    }

    public KafkaClients clients() {
        return new KafkaClients(kafka.bootstrapServers(), "1");
    }

    public StreamSettings settings() {
        return new StreamSettings(folder.resolve("streams"), "1", 1, null, Duration.ofMillis(10));
    }

    public void publish(EventRecords events, DomainEvent... facts) throws ExecutionException, InterruptedException {
        for (var fact : facts) {
            producer.send(events.record(fact)).get();
        }
    }

    /** Asks for one more try, as the route of redrives does. */
    public void redrive(ConsumerRecord<String, byte[]> letter) throws ExecutionException, InterruptedException {
        var partition =
                new String(letter.headers().lastHeader("dead_letter_partition").value(), UTF_8);
        producer.send(new ProducerRecord<>(
                        Topics.REDRIVES, Integer.valueOf(partition), letter.key(), null, letter.headers()))
                .get();
    }

    public void publish(ProducerRecord<String, byte[]> record) throws ExecutionException, InterruptedException {
        producer.send(record).get();
    }

    /** All committed records of the topic as of now. */
    public List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (var consumer = clients().consumer("test-reader")) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(20)).forEach(records::add);
            }
            return records;
        }
    }

    /** How often offsets were committed, by whomever: each time writes to the topic that keeps them. */
    public long commits() {
        try (var consumer = clients().consumer("test-reader")) {
            return consumer.endOffsets(List.of(new TopicPartition("__consumer_offsets", 0)), LIMIT).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        kafka.close();
    }
}
