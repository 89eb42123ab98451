package io.prego.compose;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The properties by which the modules find each other and the parts. */
final class Wiring {

    /** The replication factor that the cluster has as its default. */
    private static final int BROKERS_OWN = -1;

    private Wiring() {}

    static Map<String, Object> properties(Environment environment, DataFolder folder, Parts parts, String internalKey) {
        var properties = new HashMap<String, Object>();
        properties.put("server.port", environment.serverPort());
        properties.put("prego.kafka.bootstrap-servers", parts.kafka());
        properties.put("prego.database.url", parts.database());
        properties.put("prego.internal-key", internalKey);
        properties.put("prego.pipeline.mode", environment.pipeline().name().toLowerCase(Locale.ROOT));
        properties.put("prego.pipeline.stage-ms", environment.stageMs());
        properties.put("prego.stream.state-dir", folder.streams().toString());
        properties.put("prego.command-api.url", "http://${server.address}:${local.server.port}");
        properties.put("prego.relay.replication-factor", parts.embeddedKafka() == null ? BROKERS_OWN : 1);
        return properties;
    }
}
