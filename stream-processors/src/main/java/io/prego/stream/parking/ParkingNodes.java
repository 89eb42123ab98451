package io.prego.stream.parking;

import io.prego.event.Topics;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/** Builds parking into a topology: the node of a step, its store of parked records, and what it reads and writes for that. */
public final class ParkingNodes {

    /** What every topology that parks reads and writes beside its own topics. */
    public static final List<String> TOPICS = List.of(Topics.DEAD_LETTERS, Topics.REDRIVES);

    private static final String REDRIVES = "read-redrives";

    private ParkingNodes() {}

    /**
     * Adds the node of a step. Its parent must be partitioned as the redrives are.
     *
     * @param node its name
     * @param stateName names the store of parked records, for ever
     * @param feedSink the child that writes the versions of the state; marks go there too
     */
    public static Topology add(
            Topology topology,
            String node,
            String stateName,
            String feedSink,
            ParkedCounts counts,
            Supplier<Step> step,
            String parent) {
        var store = stateName + "-parked";
        var pace = new CommitPace();
        return topology.addSource(REDRIVES, new StringDeserializer(), new ByteArrayDeserializer(), Topics.REDRIVES)
                .addProcessor(
                        node, () -> new ParkingProcessor(step.get(), store, feedSink, counts, pace), parent, REDRIVES)
                .addStateStore(ParkedStore.builder(store), node)
                .addSink(Letters.SINK, Topics.DEAD_LETTERS, new StringSerializer(), new ByteArraySerializer(), node);
    }
}
