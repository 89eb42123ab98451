package io.prego.command.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How the inbox fares, for health and metrics. Thread-safe. */
final class InboxStatus {

    private final Counter deadLetters;
    private final Counter retries;
    private final ConcurrentHashMap<TopicPartition, String> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable String failure = "not started";

    InboxStatus(MeterRegistry metrics) {
        this.deadLetters = metrics.counter("prego.commands.dead-letters");
        this.retries = metrics.counter("prego.commands.retries");
    }

    void reads() {
        failure = null;
    }

    void fails(String reason) {
        failure = reason;
    }

    /** A command of the partition has to be tried again. */
    void waits(TopicPartition partition, String reason) {
        retries.increment();
        waiting.put(partition, reason);
    }

    void goesOn(TopicPartition partition) {
        waiting.remove(partition);
    }

    void buried() {
        deadLetters.increment();
    }

    /** Since the start of this node. */
    long deadLetters() {
        return (long) deadLetters.count();
    }

    /** Why commands are not being done, in words; null when they are. */
    @Nullable
    String trouble() {
        var failing = failure;
        return failing != null
                ? failing
                : waiting.values().stream()
                        .findFirst()
                        .map(reason -> "commands are tried again: " + reason)
                        .orElse(null);
    }
}
