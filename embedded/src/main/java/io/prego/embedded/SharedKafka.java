package io.prego.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Real brokers for the tests of a JVM, each started when first asked for and deleted when the JVM ends. Tests that must not
 * meet name their topics apart, or take a broker each.
 */
public final class SharedKafka {

    private static final Map<String, EmbeddedKafka> STARTED = new ConcurrentHashMap<>();

    private SharedKafka() {}

    /** Of the one broker for all who name none, in the form {@code host:port}. */
    public static String bootstrapServers() {
        return bootstrapServers("all");
    }

    /**
     * In the form {@code host:port}.
     *
     * @param users have this broker to themselves
     */
    public static String bootstrapServers(String users) {
        return STARTED.computeIfAbsent(users, _ -> start()).bootstrapServers();
    }

    private static EmbeddedKafka start() {
        try {
            var folder = Scratch.folder();
            var kafka = EmbeddedKafka.start(folder, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(kafka, folder)));
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void discard(EmbeddedKafka kafka, Path folder) {
        kafka.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
