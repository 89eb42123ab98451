package io.prego.stream.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.parking.ParkingNodes;
import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.StreamSettings;
import io.prego.stream.running.Supervised;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/** Runs topologies exactly once, supervised, one Streams client each. */
public final class StateFeeds {

    private final KafkaClients clients;
    private final StreamSettings settings;
    private final BrokerWatch broker;
    private final MeterRegistry meters;

    public StateFeeds(KafkaClients clients, StreamSettings settings, BrokerWatch broker, MeterRegistry meters) {
        this.clients = clients;
        this.settings = settings;
        this.broker = broker;
        this.meters = meters;
    }

    /**
     * @param applicationId names offsets, changelogs and transactions; a changed fold gets a new one
     * @param topics that the topology reads and writes, beside those for parking
     * @param topology counts there what it has parked
     */
    public Supervised run(String applicationId, List<String> topics, Function<ParkedCounts, Topology> topology) {
        var properties = StreamsProperties.of(applicationId, clients, settings);
        var parked = ParkedCounts.of(applicationId, meters);
        var all = Stream.concat(topics.stream(), ParkingNodes.TOPICS.stream()).toList();
        return new Supervised(
                applicationId,
                all,
                clients,
                broker,
                () -> new RunningTopology(topology.apply(parked), properties),
                parked::details);
    }
}
