package io.prego.stream.automation;

import io.prego.event.DomainEvent;
import io.prego.event.Topics;
import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.Standing;
import io.prego.stream.running.Work;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic for one automation and commits what it has settled. An event that cannot be read or acted on parks its key
 * until it is redriven; what is parked is settled, since its letter keeps it in mind.
 */
public final class ConsumingWork implements Work {

    private static final Duration POLL = Duration.ofMillis(50);
    /** What was settled since the last commit is repeated after a kill. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final Class<? extends DomainEvent> family;
    private final Supplier<? extends Automation> automations;
    private final KafkaClients clients;
    private final String group;
    private final ParkedEvents parked;
    /** Up to where everything was handled. The consumer's own position may be past what a failure struck before that. */
    private final Map<TopicPartition, Long> handled = new HashMap<>();

    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long committedNanos = System.nanoTime();
    private volatile boolean stopping;

    /**
     * @param family the events that the automation wants; the others pass by
     * @param counts to be told what is parked
     */
    public ConsumingWork(
            KafkaClients clients,
            String group,
            String topic,
            Class<? extends DomainEvent> family,
            Supplier<? extends Automation> automations,
            ParkedCounts counts) {
        this.clients = clients;
        this.group = group;
        this.parked = new ParkedEvents(clients, group, counts);
        this.consumer = clients.consumer(group);
        this.topic = topic;
        this.family = family;
        this.automations = automations;
    }

    @Override
    public void run(Standing standing) throws Exception {
        try (consumer;
                parked;
                var automation = automations.get()) {
            consumer.subscribe(List.of(topic, Topics.REDRIVES), new Assignment(automation, standing));
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
        var handling = new EventHandling(automation, family, parked);
        handling.handle(records.records(topic));
        // After the events that were read with it, so that all up to the position are handled or wait.
        for (var redrive : records.records(Topics.REDRIVES)) {
            redrive(handling, redrive);
        }
        for (var partition : consumer.assignment()) {
            handled.put(partition, consumer.position(partition));
            if (partition.topic().equals(topic)) {
                automation.read(partition, consumer.position(partition));
            }
        }
        if (System.nanoTime() - committedNanos > COMMIT_INTERVAL.toNanos()) {
            commit(automation);
        }
    }

    private void redrive(EventHandling handling, ConsumerRecord<String, byte[]> redrive) throws Exception {
        var wanted = parked.wanted(redrive);
        var partition = new TopicPartition(topic, redrive.partition());
        if (wanted == null || !consumer.assignment().contains(partition)) {
            return;
        }
        var key = ParkedEvents.key(redrive);
        var held = parked.find(partition, key);
        if (held == null || !held.letter().id().equals(wanted.id())) {
            parked.close(partition, key, wanted);
        } else {
            new EventReplay(clients, group, handling, parked)
                    .replay(partition, key, held, consumer.position(partition));
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
        handled.forEach((partition, position) -> {
            var offset = partition.topic().equals(topic) ? automation.settled(partition, position) : position;
            if (offset > committed.getOrDefault(partition, -1L)) {
                settled.put(partition, new OffsetAndMetadata(offset));
            }
        });
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

        private List<TopicPartition> events(Collection<TopicPartition> partitions) {
            return partitions.stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .toList();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            var events = events(partitions);
            events.forEach(parked::assigned);
            consumer.endOffsets(events).forEach(automation::assigned);
            standing.well("reading %d partitions"
                    .formatted(events(consumer.assignment()).size()));
        }

        /** Also when the consumer is closed, after a failure too. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit(automation);
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            events(partitions).forEach(automation::revoked);
            events(partitions).forEach(parked::revoked);
            handled.keySet().removeAll(partitions);
            committed.keySet().removeAll(partitions);
        }
    }
}
