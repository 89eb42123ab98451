package io.prego.projection.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.Topics;
import io.prego.projection.PregoTopics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Topics of one test with notes in them, and the relay that fills them.
 *
 * @param topic of four partitions, keyed by the note's id
 * @param progress of one partition
 */
record Feed(String bootstrapServers, String topic, String progress) {

    private static final List<Topics.Topic> FOR_PARKING = Topics.ALL.stream()
            .filter(topic -> Set.of(Topics.REDRIVES, Topics.DEAD_LETTERS).contains(topic.name()))
            .toList();

    static Feed fresh(String bootstrapServers) {
        var name = "t-" + UUID.randomUUID();
        var feed = new Feed(bootstrapServers, name, name + "-progress");
        feed.create(feed.topic, 4);
        feed.create(feed.progress, 1);
        PregoTopics.make(bootstrapServers, FOR_PARKING);
        return feed;
    }

    void create(String name, int partitions) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes the notes in one transaction, and that everything up to the last one's position is published. */
    void publish(Note... notes) {
        try (var producer = producer()) {
            producer.initTransactions();
            publish(producer, notes);
        }
    }

    void publish(Producer<String, byte[]> producer, Note... notes) {
        producer.beginTransaction();
        Stream.of(notes).forEach(note -> producer.send(note.toRecord(topic)));
        var last = Long.toString(notes[notes.length - 1].position());
        producer.send(new ProducerRecord<>(progress, 0, "log", last.getBytes(UTF_8)));
        producer.commitTransaction();
    }

    Producer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        UUID.randomUUID().toString(),
                        "retry.backoff.ms",
                        "1"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    KafkaAccess kafka() {
        return new KafkaCluster(bootstrapServers);
    }
}
