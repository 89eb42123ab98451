package io.prego.stream.parking;

import io.prego.event.Topics;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * A topology whose steps each take every record of one topic and park what they cannot process, each for itself. A record is
 * read once, and what all steps make of it is one transaction.
 */
public final class ParkingTopology {

    /** What every topology that parks reads and writes beside its own topics. */
    public static final List<String> TOPICS = List.of(Topics.DEAD_LETTERS, Topics.REDRIVES);

    private static final String EVENTS = "read-events";
    private static final String REDRIVES = "read-redrives";

    private final Topology topology;
    private final CommitPace pace = new CommitPace();

    /** @param input must be partitioned as the redrives are */
    public ParkingTopology(String input) {
        topology = new Topology()
                .addSource(EVENTS, new StringDeserializer(), new ByteArrayDeserializer(), input)
                .addSource(REDRIVES, new StringDeserializer(), new ByteArrayDeserializer(), Topics.REDRIVES);
    }

    /** As it was built so far. */
    public Topology topology() {
        return topology;
    }

    /**
     * Adds the node of a step.
     *
     * @param node its name
     * @param stateName names the store of parked records, for ever
     * @param feedSink the child that writes the versions of the state; marks go there too
     * @param parked names the consumer, and counts there what it has parked
     * @return the topology, to which the step's children are added
     */
    public Topology addStep(String node, String stateName, String feedSink, ParkedCounts parked, Supplier<Step> step) {
        var store = stateName + "-parked";
        var letterSink = "write-dead-letters-of-" + stateName;
        return topology.addProcessor(
                        node,
                        () -> new ParkingProcessor(step.get(), store, feedSink, letterSink, parked, pace),
                        EVENTS,
                        REDRIVES)
                .addStateStore(ParkedStore.builder(store), node)
                .addSink(letterSink, Topics.DEAD_LETTERS, new StringSerializer(), new ByteArraySerializer(), node);
    }
}
