package io.prego.stream.automation;

import io.prego.event.DomainEvent;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.Standing;
import io.prego.stream.running.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic for one automation and commits what it has settled. */
public final class ConsumingWork implements Work {

    private static final Duration POLL = Duration.ofMillis(50);
    /** What was settled since the last commit is repeated after a kill. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final Class<? extends DomainEvent> family;
    private final Supplier<? extends Automation> automations;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long committedNanos = System.nanoTime();
    private volatile boolean stopping;

    /** @param family the events that the automation wants; the others pass by */
    public ConsumingWork(
            KafkaClients clients,
            String group,
            String topic,
            Class<? extends DomainEvent> family,
            Supplier<? extends Automation> automations) {
        this.consumer = clients.consumer(group);
        this.topic = topic;
        this.family = family;
        this.automations = automations;
    }

    @Override
    public void run(Standing standing) throws Exception {
        try (consumer;
                var automation = automations.get()) {
            consumer.subscribe(List.of(topic), new Assignment(automation, standing));
            standing.unwell("joining its group");
            while (!stopping) {
                step(automation);
            }
            automation.drain();
            commit(automation);
        }
    }

    @Override
    public void stop() {
        stopping = true; // Seen within one poll: waking the consumer up could strike its last commit instead.
    }

    private void step(Automation automation) throws Exception {
        var records = poll(automation);
        var events = new ArrayList<IncomingEvent>(records.count());
        for (var record : records) {
            var event = IncomingEvent.read(record, family);
            if (event != null) {
                events.add(event);
            }
        }
        automation.handle(events);
        for (var partition : consumer.assignment()) {
            automation.read(partition, consumer.position(partition));
        }
        if (System.nanoTime() - committedNanos > COMMIT_INTERVAL.toNanos()) {
            commit(automation);
        }
    }

    private ConsumerRecords<String, byte[]> poll(Automation automation) {
        if (automation.takesMore()) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        return consumer.poll(POLL);
    }

    private void commit(Automation automation) {
        var settled = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : consumer.assignment()) {
            var offset = automation.settled(partition, consumer.position(partition));
            if (offset > committed.getOrDefault(partition, -1L)) {
                settled.put(partition, new OffsetAndMetadata(offset));
            }
        }
        if (!settled.isEmpty()) {
            consumer.commitSync(settled);
            settled.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        }
        committedNanos = System.nanoTime();
    }

    private final class Assignment implements ConsumerRebalanceListener {

        private final Automation automation;
        private final Standing standing;

        Assignment(Automation automation, Standing standing) {
            this.automation = automation;
            this.standing = standing;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.endOffsets(partitions).forEach(automation::assigned);
            standing.well(
                    "reading %d partitions".formatted(consumer.assignment().size()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit(automation);
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(automation::revoked);
            committed.keySet().removeAll(partitions);
        }
    }
}
