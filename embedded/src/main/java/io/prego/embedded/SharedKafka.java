package io.prego.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One real broker for all tests of a JVM, started when first asked for and deleted when the JVM ends. Tests that must not
 * meet name their topics apart.
 */
public final class SharedKafka {

    private SharedKafka() {}

    /** In the form {@code host:port}. */
    public static String bootstrapServers() {
        return Started.KAFKA.bootstrapServers();
    }

    // The class is initialised, and so the broker started, at the first use.
    private static final class Started {

        static final EmbeddedKafka KAFKA = start();

        private static EmbeddedKafka start() {
            try {
                var folder = Files.createTempDirectory("prego-kafka-");
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
}
