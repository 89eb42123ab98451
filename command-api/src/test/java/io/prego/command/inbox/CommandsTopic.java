package io.prego.command.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.SharedKafka;
import io.prego.event.Topics;
import io.prego.event.command.AutomationCommand.DispatchJob;
import io.prego.event.command.CommandMessage;
import io.prego.event.provisioning.Transport;
import io.prego.kernel.JobId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The hands of a test in the topics of commands and dead letters. */
final class CommandsTopic implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedKafka.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** For a test without a node, which would make all topics. */
    static void create() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", SharedKafka.bootstrapServers()))) {
            for (var topic : Topics.ALL) {
                try {
                    admin.createTopics(List.of(new NewTopic(topic.name(), topic.partitions(), (short) 1)))
                            .all()
                            .get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(TopicExistsException.class);
                }
            }
        }
    }

    static CommandMessage dispatch(String jobId, String idempotencyKey, int attempt) {
        return new CommandMessage(
                new DispatchJob(new JobId(jobId), attempt, Transport.LOCAL),
                idempotencyKey,
                "system:dispatch",
                "01890000-0000-7000-8000-000000000001",
                null);
    }

    static ProducerRecord<byte[], byte[]> record(CommandMessage message) {
        var record = new ProducerRecord<>(
                Topics.COMMANDS, message.command().targetId().getBytes(UTF_8), message.value());
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
        return producer.send(record).get();
    }

    /** Asks for one more try of the letter's command, as the route of redrives does. */
    void redrive(ConsumerRecord<byte[], byte[]> letter) throws Exception {
        send(new ProducerRecord<>(Topics.REDRIVES, letter.partition(), letter.key(), null, letter.headers()));
    }

    /** The dead letters with this key, in order. */
    static List<ConsumerRecord<byte[], byte[]>> deadLetters(String key) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", SharedKafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var letter : consumer.poll(Duration.ofMillis(50))) {
                    if (letter.key() != null && key.equals(new String(letter.key(), UTF_8))) {
                        found.add(letter);
                    }
                }
            }
            return found;
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
