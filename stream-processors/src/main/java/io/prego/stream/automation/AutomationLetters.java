package io.prego.stream.automation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.Topics;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.LetterState;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.TextHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The letters of one automation, which are also its memory of what is parked: each stands in the partition of the number
 * that its event stands in, so whoever takes that over finds them. For one thread.
 */
final class AutomationLetters implements AutoCloseable {

    private static final String BEHIND_TO = "dead_letter_behind_to";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final String group;
    private @Nullable Producer<String, byte[]> open;

    AutomationLetters(KafkaClients clients, String group) {
        this.clients = clients;
        this.group = group;
    }

    /** How the key stands now. Returns once it is kept by all replicas; {@link KafkaException} when that is not known. */
    void send(String key, HeldKey held) throws InterruptedException {
        var headers = new HashMap<>(DeadLetterHeaders.of(held.letter()));
        headers.put(BEHIND_TO, Long.toString(held.behindTo()));
        var partition = held.letter().place().partition();
        try {
            producer().send(letter(partition, key, headers)).get();
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter is not acknowledged", e.getCause());
        }
    }

    private static ProducerRecord<String, byte[]> letter(int partition, String key, Map<String, String> headers) {
        var letter = new ProducerRecord<String, byte[]>(Topics.DEAD_LETTERS, partition, key, null);
        headers.forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
        return letter;
    }

    /** What is parked of a partition of events, by key, from all letters that are there. */
    Map<String, HeldKey> read(int partition) {
        var letters = new TopicPartition(Topics.DEAD_LETTERS, partition);
        var held = new HashMap<String, HeldKey>();
        try (var consumer = clients.consumer(group)) {
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            var end = consumer.endOffsets(List.of(letters)).getOrDefault(letters, 0L);
            while (consumer.position(letters) < end) {
                consumer.poll(POLL).forEach(letter -> read(letter, held));
            }
        }
        return held;
    }

    private void read(ConsumerRecord<String, byte[]> record, Map<String, HeldKey> held) {
        var headers = TextHeaders.toMap(record.headers());
        if (!group.equals(headers.get(DeadLetterHeaders.CONSUMER))) {
            return;
        }
        try {
            var letter = DeadLetterHeaders.read(headers, Instant.ofEpochMilli(record.timestamp()));
            var key = ParkedEvents.key(record);
            if (letter.state() != LetterState.REDRIVEN) {
                var behindTo = headers.getOrDefault(
                        BEHIND_TO, Long.toString(letter.place().offset()));
                held.put(key, new HeldKey(letter, Long.parseLong(behindTo)));
            } else if (held.containsKey(key) && held.get(key).letter().id().equals(letter.id())) {
                held.remove(key);
            }
        } catch (UndecodableEvent | NumberFormatException _) {
            // It is no letter of ours, whatever its header says; the read model lists it as one that cannot be read.
        }
    }

    private Producer<String, byte[]> producer() {
        var producer = open;
        if (producer == null) {
            producer = clients.producer(group + "-letters");
            open = producer;
        }
        return producer;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close(CLOSE_LIMIT);
        }
    }
}
