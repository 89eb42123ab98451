package io.prego.stream.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.DomainEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
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
     * @param name of the state, such as {@code tenant-directory}; names the nodes, and the store for ever
     * @param outputs topics that each get every version
     */
    public static <E extends DomainEvent, S extends Record> Topology build(
            String name, String input, List<String> outputs, StateFold<E, S> fold, MeterRegistry meters) {
        var events = new EventCodec(Schemas.committed());
        var foldNode = "fold-" + name;
        var topology = new Topology()
                .addSource("read-events", new StringDeserializer(), new ByteArrayDeserializer(), input)
                .addProcessor(foldNode, () -> new FoldProcessor<>(fold, name, events, meters), "read-events")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                                .withLoggingEnabled(Map.of())
                                .withCachingDisabled(),
                        foldNode);
        for (var output : outputs) {
            topology.addSink("write-" + output, output, new StringSerializer(), new ByteArraySerializer(), foldNode);
        }
        return topology;
    }
}
