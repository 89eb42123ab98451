package io.prego.projection.engine;

import io.prego.event.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One generation's way along its inputs, from where its rows end: what is read, and the mark that it goes for. One thread
 * at a time; another may take it over.
 */
final class Following implements AutoCloseable {

    private final Consumer<String, byte[]> consumer;
    private final InputReading reading;
    private final MarkFinder finder;
    private final Thread search;
    private @Nullable Mark mark;

    private Following(Consumer<String, byte[]> consumer, InputReading reading, MarkFinder finder, Thread search) {
        this.consumer = consumer;
        this.reading = reading;
        this.finder = finder;
        this.search = search;
    }

    /**
     * Begins to read.
     *
     * @param offsets what is read next
     * @param watermark up to which nothing needs to be marked any more
     */
    static Following begin(Means means, Projection<?> projection, Map<TopicPartition, Long> offsets, long watermark) {
        var consumer = means.kafka().consumer(means.settings().batchRowsMax());
        try {
            var reading = InputReading.begin(consumer, projection.input().and(Topics.REDRIVES), offsets);
            var finder = new MarkFinder(means.kafka(), means.progress(), projection.input(), watermark, reading::wake);
            var search = Thread.ofVirtual().name("marks-" + projection.name()).start(finder);
            return new Following(consumer, reading, finder, search);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** What is done about redrives: takes them out of what was read. */
    @FunctionalInterface
    interface Redrives {
        List<ConsumerRecord<String, byte[]>> obey(List<ConsumerRecord<String, byte[]>> records) throws SQLException;
    }

    /** Stores what comes within that time. Redrives are for the generation that answers, and pass by. */
    void step(BatchWriting<?> writing, Duration time) throws SQLException {
        step(
                writing,
                records -> records.stream()
                        .filter(record -> !record.topic().equals(Topics.REDRIVES))
                        .toList(),
                time);
    }

    /** Obeys and stores what comes within that time. */
    void step(BatchWriting<?> writing, Redrives redrives, Duration time) throws SQLException {
        var records = redrives.obey(reading.poll(time));
        mark = mark == null ? finder.next() : mark;
        var isReached = mark != null && mark.isReachedBy(reading.positions());
        if (!records.isEmpty() || isReached) {
            writing.store(records, reading.positions(), isReached ? mark : null);
            mark = isReached ? null : mark;
        }
    }

    /** Whether nothing before these offsets is left to be stored; partitions that are not read here do not count. */
    boolean isPast(Map<TopicPartition, Long> offsets) {
        var positions = reading.positions();
        return offsets.entrySet().stream()
                .allMatch(offset -> positions.getOrDefault(offset.getKey(), Long.MAX_VALUE) >= offset.getValue());
    }

    /** Whether the broker answered lately. */
    boolean isConnected() {
        return reading.isConnected();
    }

    /** Ends the step that is under way, or the next. From any thread. */
    void wake() {
        reading.wake();
    }

    @Override
    public void close() {
        search.interrupt();
        consumer.close();
    }
}
