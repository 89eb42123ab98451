package io.prego.projection.engine;

import io.prego.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/** Follows the relay's progress topic: up to which position all events are published. Thread-safe. */
final class Progress implements Runnable {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.PROGRESS, 0);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaAccess kafka;
    private long position;

    Progress(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** 0 before the first record was seen. */
    synchronized long position() {
        return position;
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

    /** Follows until interrupted; begins anew, later and later, when the broker is away. */
    @Override
    public void run() {
        var backoff = new Backoff();
        while (!Thread.currentThread().isInterrupted()) {
            try (var consumer = kafka.consumer(500)) {
                follow(consumer, backoff);
            } catch (InterruptException | WakeupException e) {
                Thread.currentThread().interrupt();
            } catch (KafkaException e) {
                backoff.pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer, Backoff backoff) {
        consumer.assign(List.of(PARTITION));
        findLast(consumer);
        while (!Thread.currentThread().isInterrupted()) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                backoff.reset();
                records.forEach(record -> reached(parse(record.value())));
            }
        }
    }

    // The topic's tail holds markers of transactions and what was aborted, so the last record is looked for backwards.
    private void findLast(Consumer<String, byte[]> consumer) {
        var end = Optional.ofNullable(consumer.endOffsets(List.of(PARTITION)).get(PARTITION))
                .orElse(0L);
        for (var back = 4L; ; back *= 4) {
            var from = Math.max(0, end - back);
            consumer.seek(PARTITION, from);
            if (readTo(consumer, end) || from == 0) {
                return;
            }
        }
    }

    private boolean readTo(Consumer<String, byte[]> consumer, long end) {
        var found = false;
        while (consumer.position(PARTITION) < end) {
            for (var record : consumer.poll(POLL)) {
                reached(parse(record.value()));
                found = true;
            }
        }
        return found;
    }

    static long parse(byte[] value) {
        return Long.parseLong(new String(value, StandardCharsets.US_ASCII));
    }
}
