package io.prego.compose;

import java.util.HashMap;
import java.util.Map;

/** The properties by which the modules find each other and the parts. */
final class Wiring {

    /** The replication factor that the cluster has as its default. */
    private static final int BROKERS_OWN = -1;

    private Wiring() {}

    static Map<String, Object> properties(Environment environment, Parts parts, String internalKey) {
        var common = environment.common();
        var properties = new HashMap<String, Object>(environment.streams().properties(common.dataDir()));
        properties.put("spring.application.name", "prego");
        properties.put("server.port", common.serverPort());
        properties.put("prego.kafka.bootstrap-servers", parts.kafka());
        properties.put("prego.database.url", parts.database());
        properties.put("prego.internal-key", internalKey);
        properties.put("prego.start.public-counts", !common.production());
        properties.put("prego.command-api.url", "http://${server.address}:${local.server.port}");
        properties.put("prego.relay.replication-factor", parts.embeddedKafka() == null ? BROKERS_OWN : 1);
        return properties;
    }
}
