package io.prego.stream.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.DomainEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.parking.ParkingNodes;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The shape of every state feed: events (by record key) to versions of a state (by its id), one per event that concerns
 * it. The processor API, since the envelope stands in the headers; so every node and store has the name given here.
 */
public final class StateTopology {

    private StateTopology() {}

    /**
     * A pure description: the test driver runs exactly what production runs.
     *
     * @param name of the state, such as {@code tenant-directory}; names the nodes, and the stores for ever
     * @param outputs topics that each get every version; the first is the feed, which gets the marks of parked keys too
     */
    public static <E extends DomainEvent, S extends Record> Topology build(
            String name,
            String input,
            List<String> outputs,
            StateFold<E, S> fold,
            MeterRegistry meters,
            ParkedCounts parked) {
        var events = new EventCodec(Schemas.committed());
        var foldNode = "fold-" + name;
        var sinks = outputs.stream().map(StateTopology::sink).toList();
        var topology =
                new Topology().addSource("read-events", new StringDeserializer(), new ByteArrayDeserializer(), input);
        ParkingNodes.add(
                        topology,
                        foldNode,
                        name,
                        sinks.getFirst(),
                        parked,
                        () -> new FoldStep<>(fold, name, sinks, events, meters),
                        "read-events")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                                .withLoggingEnabled(Map.of())
                                .withCachingDisabled(),
                        foldNode);
        for (var output : outputs) {
            topology.addSink(sink(output), output, new StringSerializer(), new ByteArraySerializer(), foldNode);
        }
        return topology;
    }

    private static String sink(String output) {
        return "write-" + output;
    }
}
