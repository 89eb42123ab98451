package io.prego.stream.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.DomainEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.parking.ParkingTopology;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * What one fold adds to the topology that reads its event topic. A pure description: the test driver runs exactly what
 * production runs.
 *
 * @param outputs topics that it writes
 * @param parked names the fold to operators, and counts what it has parked
 * @param nodes adds its nodes and stores
 */
public record StateFeed(List<String> outputs, ParkedCounts parked, Consumer<ParkingTopology> nodes) {

    public StateFeed {
        outputs = List.copyOf(outputs);
    }

    /** All of them as one. */
    public static Topology topology(String input, List<StateFeed> feeds) {
        var topology = new ParkingTopology(input);
        feeds.forEach(feed -> feed.nodes().accept(topology));
        return topology.topology();
    }

    /**
     * The shape of most feeds: events (by record key) to versions of a state (by its id), one per event that concerns it. The
     * processor API, since the envelope stands in the headers; so every node and store has the name given here.
     *
     * @param consumer names the fold in dead letters and metrics; a changed fold gets a new one
     * @param name of the state, such as {@code tenant-directory}; names the nodes, and the stores for ever
     * @param outputs topics that each get every version; the first is the feed, which gets the marks of parked keys too
     */
    public static <E extends DomainEvent, S extends Record> StateFeed of(
            String consumer, String name, List<String> outputs, StateFold<E, S> fold, MeterRegistry meters) {
        var parked = ParkedCounts.of(consumer, meters);
        return new StateFeed(outputs, parked, topology -> add(topology, name, outputs, fold, meters, parked));
    }

    private static <E extends DomainEvent, S extends Record> void add(
            ParkingTopology shared,
            String name,
            List<String> outputs,
            StateFold<E, S> fold,
            MeterRegistry meters,
            ParkedCounts parked) {
        var events = new EventCodec(Schemas.committed());
        var foldNode = "fold-" + name;
        var sinks = outputs.stream().map(StateFeed::sink).toList();
        var topology = shared.addStep(
                        foldNode,
                        name,
                        sinks.getFirst(),
                        parked,
                        () -> new FoldStep<>(fold, name, sinks, events, meters))
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                                .withLoggingEnabled(Map.of())
                                .withCachingDisabled(),
                        foldNode);
        for (var output : outputs) {
            topology.addSink(sink(output), output, new StringSerializer(), new ByteArraySerializer(), foldNode);
        }
    }

    private static String sink(String output) {
        return "write-" + output;
    }
}
