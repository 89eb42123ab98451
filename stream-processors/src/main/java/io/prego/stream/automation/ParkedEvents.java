package io.prego.stream.automation;

import io.prego.event.codec.UndecodableEvent;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.RecordPlace;
import io.prego.stream.parking.Faults;
import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.TextHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What an automation has parked: an event that cannot be read or acted on parks its key, and later events of the key wait
 * behind it where they stand. For one thread.
 */
final class ParkedEvents implements AutoCloseable {

    private static final String NO_KEY = "";

    private final String group;
    private final AutomationLetters letters;
    private final ParkedCounts counts;
    private final Map<TopicPartition, Map<String, HeldKey>> held = new HashMap<>();

    ParkedEvents(KafkaClients clients, String group, ParkedCounts counts) {
        this.group = group;
        this.letters = new AutomationLetters(clients, group);
        this.counts = counts;
    }

    static String key(ConsumerRecord<String, byte[]> record) {
        return record.key() == null ? NO_KEY : record.key();
    }

    void assigned(TopicPartition partition) {
        held.put(partition, letters.read(partition.partition()));
        count(partition);
    }

    void revoked(TopicPartition partition) {
        held.remove(partition);
        counts.forget(partition.toString());
    }

    /** Whether the event waits, behind another or as the one that others wait for; one that does anew is told. */
    boolean waits(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        var partition = partition(record);
        var key = key(record);
        var before = in(partition).get(key);
        if (before == null || record.offset() < before.letter().place().offset()) {
            return false;
        }
        if (record.offset() > before.behindTo()) {
            hold(partition, key, before.longer(record.offset()));
        }
        return true;
    }

    void park(ConsumerRecord<String, byte[]> record, RuntimeException thrown) throws InterruptedException {
        hold(partition(record), key(record), HeldKey.of(letter(record, thrown)));
    }

    DeadLetter letter(ConsumerRecord<String, byte[]> record, RuntimeException thrown) {
        return DeadLetter.parked(
                group,
                place(record),
                TextHeaders.toMap(record.headers()),
                Faults.poison(thrown),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    static RecordPlace place(ConsumerRecord<String, byte[]> record) {
        return new RecordPlace(record.topic(), record.partition(), record.offset());
    }

    void hold(TopicPartition partition, String key, HeldKey now) throws InterruptedException {
        letters.send(key, now);
        in(partition).put(key, now);
        count(partition);
    }

    /** The letter is closed; its key is free unless another letter holds it. */
    void close(TopicPartition partition, String key, DeadLetter letter) throws InterruptedException {
        letters.send(key, HeldKey.of(letter.redriven()));
        var now = in(partition).get(key);
        if (now != null && now.letter().id().equals(letter.id())) {
            in(partition).remove(key);
        }
        count(partition);
    }

    /** The letter that a redrive names; null when it is another consumer's or none at all. */
    @Nullable
    DeadLetter wanted(ConsumerRecord<String, byte[]> redrive) {
        try {
            var written = Instant.ofEpochMilli(redrive.timestamp());
            var letter = DeadLetterHeaders.read(TextHeaders.toMap(redrive.headers()), written);
            return letter.consumer().equals(group) ? letter : null;
        } catch (UndecodableEvent _) {
            return null; // Those who know all consumers tell of it.
        }
    }

    @Nullable
    HeldKey find(TopicPartition partition, String key) {
        return in(partition).get(key);
    }

    private Map<String, HeldKey> in(TopicPartition partition) {
        return held.computeIfAbsent(partition, _ -> new HashMap<>());
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private void count(TopicPartition partition) {
        var keys = in(partition).values();
        counts.set(
                partition.toString(),
                keys.size(),
                keys.stream().mapToLong(HeldKey::size).sum());
    }

    @Override
    public void close() {
        letters.close();
    }
}
