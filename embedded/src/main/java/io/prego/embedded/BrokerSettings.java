package io.prego.embedded;

import io.prego.embedded.EmbeddedKafka.Door;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of a broker that is alone: one replica of everything, little memory, and quick after a crash. */
final class BrokerSettings {

    private BrokerSettings() {}

    static Map<String, String> of(Path data, int brokerPort, int controllerPort, List<Door> doors) {
        var settings = new HashMap<String, String>();
        settings.putAll(node(data, controllerPort));
        settings.putAll(listeners(brokerPort, controllerPort, doors));
        settings.putAll(ALONE);
        settings.putAll(SMALL);
        settings.putAll(PATIENT);
        settings.putAll(QUICK);
        settings.putAll(KEPT);
        return Map.copyOf(settings);
    }

    private static Map<String, String> node(Path data, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@%s:%d".formatted(LoopbackPort.HOST, controllerPort),
                "log.dirs",
                data.toString());
    }

    private static Map<String, String> listeners(int brokerPort, int controllerPort, List<Door> doors) {
        var listeners = new ArrayList<>(List.of(listener("BROKER", brokerPort)));
        var advertised = new ArrayList<>(listeners);
        var protocols = new ArrayList<>(List.of("BROKER:PLAINTEXT", "CONTROLLER:PLAINTEXT"));
        for (var door : doors) {
            var name = "DOOR" + listeners.size();
            listeners.add(listener(name, door.port()));
            advertised.add(listener(name, door.advertisedPort()));
            protocols.add(name + ":PLAINTEXT");
        }
        listeners.add(listener("CONTROLLER", controllerPort));
        return Map.of(
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "BROKER",
                "listeners", String.join(",", listeners),
                "advertised.listeners", String.join(",", advertised),
                "listener.security.protocol.map", String.join(",", protocols));
    }

    private static String listener(String name, int port) {
        return "%s://%s:%d".formatted(name, LoopbackPort.HOST, port);
    }

    private static final Map<String, String> ALONE = Map.of(
            "auto.create.topics.enable", "false",
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1");

    // The cleaner's buffer alone takes 128 MiB of heap by default, and each of the two indexes of the segment that a
    // partition writes to 10 MiB of file: holes, but whoever copies or searches the folder reads them.
    private static final Map<String, String> SMALL = Map.of(
            "log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20),
            "log.index.size.max.bytes", Integer.toString(1 << 20),
            "num.network.threads", "2",
            "num.io.threads", "4",
            "background.threads", "2",
            "group.coordinator.threads", "1",
            "share.coordinator.threads", "1");

    // A broker that its controller takes for dead loses its partitions for a moment, and with them the markers of what
    // is being committed, as KilledBroker says: so one that was only frozen must not be taken for dead. After a kill
    // nobody waits for this, since the dead one is declared dead before the new one starts.
    private static final Map<String, String> PATIENT =
            Map.of("broker.session.timeout.ms", "20000", "broker.heartbeat.interval.ms", "500");

    // By default the first members of a group wait 3 s for others, and each transaction that follows another at once
    // stalls for 20 ms (measured).
    private static final Map<String, String> QUICK = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "add.partitions.to.txn.retry.backoff.ms", "1");

    // A log of events has no age at which it may go, and a group that was switched off for a month must go on where it
    // stopped: by default both are forgotten after a week.
    private static final Map<String, String> KEPT =
            Map.of("log.retention.ms", "-1", "offsets.retention.minutes", Integer.toString(10 * 366 * 24 * 60));
}
