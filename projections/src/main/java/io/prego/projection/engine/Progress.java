package io.prego.projection.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the relay's progress topic: up to which position all events are published. Thread-safe. */
final class Progress implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int RECORDS_MAX = 500;

    private final KafkaAccess kafka;
    private final TopicPartition partition;
    private final Running running = new Running();
    private volatile @Nullable Consumer<String, byte[]> open;
    private volatile boolean away;
    private volatile boolean answered;
    private long position;

    /** @param topic of one partition, whose last record's value is the position as text */
    Progress(KafkaAccess kafka, String topic) {
        this.kafka = kafka;
        this.partition = new TopicPartition(topic, 0);
    }

    /** 0 before the first record was seen. */
    synchronized long position() {
        return position;
    }

    /** Whether Kafka does not answer. */
    boolean isAway() {
        return away;
    }

    /** Whether Kafka has answered, and does. */
    boolean isFollowed() {
        return answered && !away;
    }

    /** Waits until more is published than the given position, and returns how much. */
    synchronized long awaitBeyond(long known) throws InterruptedException {
        while (position <= known) {
            wait();
        }
        return position;
    }

    private synchronized void reached(long published) {
        if (published > position) {
            position = published;
            notifyAll();
        }
    }

    void prepare() {
        running.begin();
    }

    void stop() {
        running.end();
        var consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    /** Follows until it is stopped; begins anew, later and later, when the broker is away. */
    @Override
    public void run() {
        var backoff = new Backoff();
        while (!running.ended()) {
            try (var consumer = kafka.consumer(RECORDS_MAX)) {
                open = consumer;
                follow(consumer, backoff);
            } catch (KafkaException e) {
                away = true;
                LOG.debug("the progress topic cannot be read", e);
                running.pause(backoff.next());
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer, Backoff backoff) {
        consumer.assign(List.of(partition));
        var pulse = new Pulse(consumer);
        findLast(consumer, pulse);
        answered = true;
        while (!running.ended()) {
            poll(consumer, pulse);
            backoff.reset();
        }
    }

    // The topic's tail holds markers of transactions and what was aborted, so the last record is looked for backwards.
    private void findLast(Consumer<String, byte[]> consumer, Pulse pulse) {
        var end = Optional.ofNullable(consumer.endOffsets(List.of(partition)).get(partition))
                .orElse(0L);
        for (var back = 4L; ; back *= 4) {
            var from = Math.max(0, end - back);
            consumer.seek(partition, from);
            if (readTo(consumer, pulse, end) || from == 0 || running.ended()) {
                return;
            }
        }
    }

    private boolean readTo(Consumer<String, byte[]> consumer, Pulse pulse, long end) {
        var found = false;
        while (consumer.position(partition) < end && !running.ended()) {
            found |= poll(consumer, pulse);
        }
        return found;
    }

    private boolean poll(Consumer<String, byte[]> consumer, Pulse pulse) {
        var records = consumer.poll(POLL);
        records.forEach(record -> reached(parse(record.value())));
        away = !pulse.isFelt(!records.isEmpty());
        return !records.isEmpty();
    }

    static long parse(byte[] value) {
        return Long.parseLong(new String(value, StandardCharsets.US_ASCII));
    }
}
