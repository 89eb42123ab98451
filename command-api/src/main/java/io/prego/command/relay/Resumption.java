package io.prego.command.relay;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.EventLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the relay goes on, after it has compared what Kafka holds with the log.
 *
 * <p>Each partition holds the beginning of its share of the log, in order. So a partition that is ahead of the progress
 * (a machine crash took the last progress and spared the partition) needs no repair: what it holds is not sent to it
 * again. One that is behind the progress has lost what consumers may have read, which only people can judge.
 *
 * @param position all up to here is published
 * @param published the last position that each partition holds; may be above {@code position}
 */
record Resumption(long position, Map<TopicPartition, Long> published) {

    /**
     * How many events at and below the progress are looked for in their partitions. A crash takes the youngest records:
     * what the operating system had not yet written, which is at most about 30 s old.
     */
    static final int COMPARED_EVENTS = 10_000;

    private static final int PAGE_EVENTS = 1_000;

    Resumption {
        published = Map.copyOf(published);
    }

    /** @throws HistoryMismatch when the relay must not go on; the message says why */
    static Resumption find(TopicTail tail, EventLog log) throws InterruptedException {
        var partitions = new ArrayList<>(EventRecord.partitions());
        partitions.add(Progress.PARTITION);
        var last = tail.last(partitions);
        var progress = last.remove(Progress.PARTITION);
        var position = progress == null ? 0 : position(Progress.of(progress), log);
        var published = published(last, log);
        refuseLoss(position, published, log);
        return new Resumption(position, published);
    }

    private static long position(Progress progress, EventLog log) {
        if (!progress.logId().equals(log.logId())) {
            throw new HistoryMismatch("Kafka holds the events of another log (%s), not of this one (%s)"
                    .formatted(progress.logId(), log.logId()));
        }
        var head = log.head();
        if (progress.position() > head) {
            throw new HistoryMismatch("Kafka holds events up to %d and the log ends at %d: the log has lost events"
                    .formatted(progress.position(), head));
        }
        return progress.position();
    }

    private static Map<TopicPartition, Long> published(
            Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last, EventLog log) {
        var published = new HashMap<TopicPartition, Long>();
        last.forEach((partition, found) -> {
            var position = EventRecord.position(found);
            if (!ids(log.read(position - 1, 1)).equals(List.of(EventRecord.id(found)))) {
                throw new HistoryMismatch("%s holds an event at position %d that the log does not hold there"
                        .formatted(partition, position));
            }
            published.put(partition, position);
        });
        return published;
    }

    private static List<UUID> ids(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::eventId).toList();
    }

    private static void refuseLoss(long position, Map<TopicPartition, Long> published, EventLog log) {
        for (var from = Math.max(0, position - COMPARED_EVENTS); from < position; from += PAGE_EVENTS) {
            var size = (int) Math.min(PAGE_EVENTS, position - from);
            for (var event : log.read(from, size)) {
                var partition = EventRecord.partition(event);
                var holds = published.getOrDefault(partition, 0L);
                if (holds < event.position()) {
                    throw new HistoryMismatch(
                            "%s ends at position %d though %d was published to it: Kafka has lost events"
                                    .formatted(partition, holds, event.position()));
                }
            }
        }
    }
}
