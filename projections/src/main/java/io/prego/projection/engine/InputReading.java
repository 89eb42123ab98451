package io.prego.projection.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads all partitions of a projection's inputs from where its rows end. For one thread, but for {@link #wake}. */
final class InputReading {

    private final Consumer<String, byte[]> consumer;
    private final Pulse pulse;
    private boolean isConnected = true;

    private InputReading(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
        this.pulse = new Pulse(consumer);
    }

    /** @param offsets what is read next; a partition that is not among them is read from its beginning */
    static InputReading begin(Consumer<String, byte[]> consumer, Input input, Map<TopicPartition, Long> offsets) {
        return begin(consumer, partitions(consumer, input), offsets);
    }

    /** As above, of some partitions. */
    static InputReading begin(
            Consumer<String, byte[]> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
        consumer.assign(partitions);
        for (var partition : partitions) {
            var offset = offsets.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
        return new InputReading(consumer);
    }

    /** All partitions of the inputs. */
    static List<TopicPartition> partitions(Consumer<?, ?> consumer, Input input) {
        return input.topics().stream()
                .flatMap(topic -> partitions(consumer, topic).stream())
                .toList();
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        var known = consumer.partitionsFor(topic);
        if (known.isEmpty()) {
            throw new IllegalStateException("the topic " + topic + " does not exist yet");
        }
        return known.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** The next records; none when there are none in that time, or when it was woken. */
    List<ConsumerRecord<String, byte[]>> poll(Duration timeout) {
        try {
            var records = list(consumer.poll(timeout));
            isConnected = pulse.isFelt(!records.isEmpty());
            return records;
        } catch (WakeupException e) {
            return List.of();
        }
    }

    private static List<ConsumerRecord<String, byte[]>> list(ConsumerRecords<String, byte[]> records) {
        var list = new java.util.ArrayList<ConsumerRecord<String, byte[]>>(records.count());
        records.forEach(list::add);
        return list;
    }

    /** What is read next of each partition: behind all records that {@link #poll} returned and the markers after them. */
    Map<TopicPartition, Long> positions() {
        var positions = new HashMap<TopicPartition, Long>();
        for (var partition : consumer.assignment()) {
            positions.put(partition, consumer.position(partition));
        }
        return positions;
    }

    /** Ends the poll that is under way, or the next. From any thread. */
    void wake() {
        consumer.wakeup();
    }

    /** Whether the broker answered lately, as of the last poll. */
    boolean isConnected() {
        return isConnected;
    }
}
