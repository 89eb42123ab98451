package io.prego.stream.feed;

import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.StreamSettings;
import io.prego.stream.running.Supervised;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/** Runs topologies exactly once, supervised, one Streams client each. */
public final class StateFeeds {

    private final KafkaClients clients;
    private final StreamSettings settings;
    private final BrokerWatch broker;

    public StateFeeds(KafkaClients clients, StreamSettings settings, BrokerWatch broker) {
        this.clients = clients;
        this.settings = settings;
        this.broker = broker;
    }

    /**
     * @param applicationId names offsets, changelogs and transactions; a changed fold gets a new one
     * @param topics that the topology reads and writes
     */
    public Supervised run(String applicationId, List<String> topics, Supplier<Topology> topology) {
        var properties = StreamsProperties.of(applicationId, clients, settings);
        return new Supervised(
                applicationId, topics, clients, broker, () -> new RunningTopology(topology.get(), properties));
    }
}
