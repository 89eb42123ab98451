package io.prego.stream.feed;

import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.parking.ParkingTopology;
import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.StreamSettings;
import io.prego.stream.running.Supervised;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/** Runs what is folded from one event topic as one topology, exactly once, supervised. */
public final class StateFeeds {

    private final KafkaClients clients;
    private final StreamSettings settings;
    private final BrokerWatch broker;

    public StateFeeds(KafkaClients clients, StreamSettings settings, BrokerWatch broker) {
        this.clients = clients;
        this.settings = settings;
        this.broker = broker;
    }

    /** @param applicationId names offsets, changelogs and transactions */
    public Supervised run(String applicationId, String input, List<StateFeed> feeds) {
        var outputs =
                feeds.stream().map(StateFeed::outputs).flatMap(List::stream).toList();
        var parked = feeds.stream().map(StateFeed::parked).toList();
        return run(
                applicationId,
                Stream.of(List.of(input), outputs, ParkingTopology.TOPICS)
                        .flatMap(List::stream)
                        .toList(),
                () -> StateFeed.topology(input, feeds),
                () -> ParkedCounts.details(parked));
    }

    /**
     * @param topics that the topology reads and writes
     * @param details what an operator is told beside
     */
    public Supervised run(
            String applicationId,
            List<String> topics,
            Supplier<Topology> topology,
            Supplier<Map<String, Object>> details) {
        var properties = StreamsProperties.of(applicationId, clients, settings);
        return new Supervised(
                applicationId, topics, clients, broker, () -> new RunningTopology(topology.get(), properties), details);
    }
}
