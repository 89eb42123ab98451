package io.prego.projection.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Fills a second generation from some partitions of the inputs, with a consumer and a connection of its own. */
final class FillReader implements Callable<@Nullable Void> {

    private static final long UNKNOWN = -1;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Means means;
    private final Projection<?> second;
    private final Build build;
    private final Share share;
    private final Pace pace;
    private volatile @Nullable Mark mark;
    private volatile boolean stopped;
    // Offsets that lie behind it and, those included, before its end; both with what an earlier reader has read.
    private volatile long read;
    private volatile long total = UNKNOWN;

    /**
     * Which partitions a reader has. A key is in partitions of one number, whatever the topic, so that what is parked
     * behind one record is always read by the same reader.
     *
     * @param number from 0 to {@code of - 1}
     */
    record Share(int number, int of) {

        List<TopicPartition> from(List<TopicPartition> all) {
            return all.stream()
                    .filter(partition -> partition.partition() % of == number)
                    .toList();
        }
    }

    FillReader(Means means, Projection<?> second, Build build, Share share, Pace pace) {
        this.means = means;
        this.second = second;
        this.build = build;
        this.share = share;
        this.pace = pace;
    }

    /** What it reads to, once that is known; until then it reads what there is. */
    void readTo(Mark found) {
        mark = found;
    }

    /** Asks it to end after the batch that it is at. */
    void stop() {
        stopped = true;
    }

    @Override
    public @Nullable Void call() throws SQLException {
        try (var session = new BuildSession(means.store().openForBuild("prego fill " + second.name()), build);
                var consumer = means.kafka().consumer(means.settings().batchRowsMax())) {
            var mine = share.from(InputReading.partitions(consumer, second.input()));
            if (mine.isEmpty()) {
                total = 0;
            } else {
                read(session, InputReading.begin(consumer, mine, session.offsets()), before(consumer, mine));
            }
        }
        return null;
    }

    private void read(BuildSession session, InputReading reading, long before) throws SQLException {
        var writing = new BatchWriting<>(second, session, pace);
        while (!stopped && !isDone(reading)) {
            var records = reading.poll(POLL);
            if (!records.isEmpty()) {
                writing.store(records, reading.positions(), null);
            }
            writing.heartbeatAfter(means.settings().heartbeat());
            read = sum(reading.positions().values()) - before;
        }
        if (!stopped) {
            writing.store(List.of(), reading.positions(), null);
        }
    }

    private boolean isDone(InputReading reading) {
        var found = mark;
        var positions = reading.positions();
        return found != null && found.only(positions.keySet()).isReachedBy(positions);
    }

    private long before(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        var before = sum(consumer.beginningOffsets(partitions).values());
        total = sum(consumer.endOffsets(partitions).values()) - before;
        return before;
    }

    private static long sum(Collection<Long> offsets) {
        return offsets.stream().mapToLong(Long::longValue).sum();
    }

    /** Of all readers together; from 0 to 1. */
    static double part(List<FillReader> readers) {
        if (readers.stream().anyMatch(reader -> reader.total == UNKNOWN)) {
            return 0;
        }
        var total = readers.stream().mapToLong(reader -> reader.total).sum();
        var read = readers.stream().mapToLong(reader -> reader.read).sum();
        return total == 0 ? 1 : Math.clamp((double) read / total, 0, 1);
    }
}
