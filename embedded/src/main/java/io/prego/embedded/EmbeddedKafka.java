package io.prego.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker of our own inside this JVM, on loopback: broker and controller in one node. What was acknowledged
 * survives a kill of the JVM, since it lies in the operating system's cache; a power cut may take the last moments.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final FolderLock lock;
    private final KafkaRaftServer broker;
    private final int port;

    /**
     * A further port of 127.0.0.1 to listen on. Who asks there where the broker is hears of another port, that of a proxy
     * or a tunnel, and so goes on coming that way.
     */
    public record Door(int port, int advertisedPort) {}

    private EmbeddedKafka(FolderLock lock, KafkaRaftServer broker, int port) {
        this.lock = lock;
        this.broker = broker;
        this.port = port;
    }

    /**
     * Starts the broker on the folder, which is formatted at the first start, and waits until it takes requests. Topics
     * are not made by use; a topic without settings of its own keeps its records for ever.
     *
     * @param dataDir made if absent
     * @param port of 127.0.0.1; 0 for any free one
     * @throws IOException when the folder is in use, the port is taken, or the broker does not come up; the message says
     *     which, and nothing keeps running
     */
    public static EmbeddedKafka start(Path dataDir, int port) throws IOException {
        return start(dataDir, port, List.of());
    }

    /** As {@link #start(Path, int)}, with further doors for clients that do not come straight. */
    public static EmbeddedKafka start(Path dataDir, int port, List<Door> doors) throws IOException {
        var folder = FolderLock.prepared(dataDir);
        var lock = FolderLock.take(folder);
        try {
            var brokerPort = LoopbackPort.choose(port, "Kafka");
            var settings = BrokerSettings.of(folder.resolve("data"), brokerPort, LoopbackPort.free(), doors);
            format(folder, settings);
            if (KilledBroker.left(folder.resolve("data"))) {
                KilledBroker.fence(settings);
            }
            return new EmbeddedKafka(lock, KafkaStart.of(settings), brokerPort);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    // Formatting a formatted folder changes nothing, and one that was cut short is finished.
    private static void format(Path folder, Map<String, String> settings) throws IOException {
        var file = folder.resolve("server.properties");
        var properties = new Properties();
        properties.putAll(settings);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        var output = new ByteArrayOutputStream();
        var arguments = new String[] {
            "format", "--ignore-formatted", "--cluster-id", clusterId(folder), "--config", file.toString()
        };
        var exitCode = StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IOException(
                    "cannot format %s for Kafka: %s".formatted(folder, output.toString(StandardCharsets.UTF_8)));
        }
    }

    private static String clusterId(Path folder) throws IOException {
        var file = folder.resolve("cluster.id");
        if (!Files.exists(file)) {
            var unfinished = folder.resolve("cluster.id.unfinished");
            Files.writeString(unfinished, Uuid.randomUuid().toString());
            Files.move(unfinished, file);
        }
        return Files.readString(file).strip();
    }

    /** In the form {@code host:port}. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Hands leadership back, closes the logs and waits for the end. */
    @Override
    public void close() {
        try (lock) {
            broker.shutdown();
            broker.awaitShutdown();
        }
    }
}
