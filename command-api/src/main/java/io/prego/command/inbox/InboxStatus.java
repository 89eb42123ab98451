package io.prego.command.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** How the inbox fares, for health and metrics. Thread-safe. */
final class InboxStatus {

    private final Counter deadLetters;
    private final Counter retries;
    private final ConcurrentHashMap<ConsumerRecord<?, ?>, String> waiting = new ConcurrentHashMap<>();
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

    /** The command has to be tried again. */
    void waits(ConsumerRecord<?, ?> command, String reason) {
        retries.increment();
        waiting.put(command, reason);
    }

    void goesOn(ConsumerRecord<?, ?> command) {
        waiting.remove(command);
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
