package io.prego.command.inbox;

import io.prego.event.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One membership in the group of command-api: batch after batch, records with one key in order, those with different keys
 * side by side. While a batch lasts, however long, it goes on polling without taking more, so that it stays a member. It
 * commits what is done with; a crash before that repeats the batch. {@link #end} may be called by any thread, all else by
 * one.
 */
final class InboxReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration WHILE_BUSY = Duration.ofMillis(20);
    private static final int BATCH_MAX = 500;

    private final CommandTreatment treatment;
    private final InboxStatus status;
    private final Patience patience = new Patience();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private boolean busy;

    InboxReader(String bootstrapServers, String group, CommandTreatment treatment, InboxStatus status) {
        this.treatment = treatment;
        this.status = status;
        this.consumer = new KafkaConsumer<>(
                settings(bootstrapServers, group), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads until the end is asked for; throws what Kafka throws, and then has to be closed. */
    void read() {
        consumer.subscribe(List.of(Topics.COMMANDS, Topics.REDRIVES), new PauseWhileBusy());
        while (patience.lasts()) {
            var records = consumer.poll(POLL);
            tellStatus();
            if (!records.isEmpty() && handle(records)) {
                commit(records);
            }
        }
    }

    void end() {
        patience.end();
        consumer.wakeup();
    }

    private boolean handle(ConsumerRecords<byte[], byte[]> records) {
        var batch = new ArrayList<Future<Boolean>>();
        byKey(records).values().forEach(commands -> batch.add(workers.submit(() -> inOrder(commands))));
        consumer.pause(consumer.assignment());
        busy = true;
        while (patience.lasts() && !batch.stream().allMatch(Future::isDone)) {
            if (!consumer.poll(WHILE_BUSY).isEmpty()) {
                throw new IllegalStateException("a paused partition brought records");
            }
        }
        busy = false;
        consumer.resume(consumer.paused());
        return batch.stream().allMatch(InboxReader::isDone);
    }

    private boolean inOrder(List<ConsumerRecord<byte[], byte[]>> commands) {
        return commands.stream().allMatch(command -> treatment.treat(command, patience));
    }

    private static boolean isDone(Future<Boolean> commands) {
        try {
            return commands.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a command broke its treatment", e.getCause());
        } catch (InterruptedException _) {
            return false;
        }
    }

    /** The key of a command is its target. */
    private static Map<ByteBuffer, List<ConsumerRecord<byte[], byte[]>>> byKey(
            ConsumerRecords<byte[], byte[]> records) {
        var byKey = new LinkedHashMap<ByteBuffer, List<ConsumerRecord<byte[], byte[]>>>();
        for (var command : records) {
            var key = command.key() == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(command.key());
            byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(command);
        }
        return byKey;
    }

    /** What moved to another node meanwhile is that node's to commit; done twice, it changes nothing. */
    private void commit(ConsumerRecords<byte[], byte[]> records) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>(records.nextOffsets());
        offsets.keySet().retainAll(consumer.assignment());
        consumer.commitSync(offsets);
    }

    /** A poll brings nothing, and tells nothing, while Kafka is away. */
    private void tellStatus() {
        var connections = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("connection-count"))
                .map(Metric::metricValue)
                .mapToDouble(count -> ((Number) count).doubleValue())
                .sum();
        if (connections > 0) {
            status.reads();
        } else {
            status.fails("Kafka is out of reach");
        }
    }

    /** Waits for the commands that are being done, which is seconds. */
    @Override
    public void close() {
        patience.end();
        workers.close();
        consumer.close();
    }

    private final class PauseWhileBusy implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (busy) {
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    private static Map<String, Object> settings(String bootstrapServers, String group) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "max.poll.records",
                BATCH_MAX,
                "metadata.max.age.ms",
                10_000,
                "session.timeout.ms",
                6_000,
                "heartbeat.interval.ms",
                2_000);
    }
}
