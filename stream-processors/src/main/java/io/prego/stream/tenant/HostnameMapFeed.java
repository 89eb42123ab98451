package io.prego.stream.tenant;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import io.prego.stream.feed.StateFeed;
import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.parking.ParkingTopology;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code prego.tenant.v1} (by tenant id) to {@code prego.state.hostname_map.v1} (by host name): where each host name leads
 * after each event that speaks of it; and that feed to {@code prego.latest.hostname.v1} (by host name), compacted: where it
 * leads now. The feed is what repartitions by host name, so events of two tenants may come to one host name in another
 * order than the log's. A version of the feed needs none before it, so all of them stand there; the compacted twin leaves
 * out what is below the position that it has stored.
 */
final class HostnameMapFeed {

    private static final String SPREAD = "spread-to-hostnames";
    private static final String FEED = "write-" + Topics.HOSTNAME_MAP;
    private static final String VERSIONS = "read-hostname-versions";
    private static final String NEWEST = "keep-newest-version";

    private HostnameMapFeed() {}

    static StateFeed of(MeterRegistry meters) {
        var parked = ParkedCounts.of(Topics.HOSTNAME_MAP_FOLD, meters);
        return new StateFeed(
                List.of(Topics.HOSTNAME_MAP, Topics.LATEST_HOSTNAME),
                parked,
                topology -> addTo(topology, meters, parked));
    }

    private static void addTo(ParkingTopology topology, MeterRegistry meters, ParkedCounts parked) {
        var events = new EventCodec(Schemas.committed());
        topology.addStep(SPREAD, NewestHostname.STORE, FEED, parked, () -> new HostnameVersions(events, FEED, meters))
                .addSink(FEED, Topics.HOSTNAME_MAP, new StringSerializer(), new ByteArraySerializer(), SPREAD)
                .addSource(VERSIONS, new StringDeserializer(), new ByteArrayDeserializer(), Topics.HOSTNAME_MAP)
                .addProcessor(NEWEST, () -> new NewestHostname(meters), VERSIONS)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(NewestHostname.STORE),
                                        Serdes.String(),
                                        Serdes.Long())
                                .withLoggingEnabled(Map.of())
                                .withCachingDisabled(),
                        NEWEST)
                .addSink(
                        "write-" + Topics.LATEST_HOSTNAME,
                        Topics.LATEST_HOSTNAME,
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        NEWEST);
    }
}
