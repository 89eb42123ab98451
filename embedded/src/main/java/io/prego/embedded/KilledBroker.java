package io.prego.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a broker leaves behind when it is killed: metadata that call it the living leader of its partitions.
 *
 * <p>A broker that starts on such metadata takes up its transactions at once, registers anew, and for a moment its
 * partitions have no leader. Kafka 4.3.1 takes a partition without a leader for a deleted one and skips the markers of
 * transactions that were decided but not finished ({@code KRaftMetadataCache.getPartitionLeaderEndpoint} answers
 * nothing): readers of committed records then wait for ever. Measured: 3 of 22 kills right after a commit.
 * So a controller alone declares the killed broker dead before the new one starts; then all partitions get their
 * leader together, before any transaction is taken up.
 */
final class KilledBroker {

    private static final Duration FENCED_WITHIN = Duration.ofSeconds(15);
    private static final long LOOK_EVERY_MS = 20;

    /** The broker writes it last in an orderly stop, and removes it at its start. */
    private static final String CLEAN_STOP = ".kafka_cleanshutdown";

    private KilledBroker() {}

    /** Whether a broker ran on this folder and did not stop in order. */
    static boolean left(Path data) throws IOException {
        if (!Files.isDirectory(data) || Files.exists(data.resolve(CLEAN_STOP))) {
            return false;
        }
        try (var entries = Files.list(data)) {
            return entries.anyMatch(entry -> entry.getFileName().toString().startsWith("__transaction_state-"));
        }
    }

    /** Returns once the metadata say that no broker lives. */
    static void fence(Map<String, String> settings) throws IOException {
        var controller = KafkaStart.of(controllerOnly(settings));
        try {
            var end = System.nanoTime() + FENCED_WITHIN.toNanos();
            while (fencedBrokers() < 1) {
                if (System.nanoTime() > end) {
                    throw new IOException("the metadata of the killed broker do not settle");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the killed broker is declared dead", e);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static Map<String, String> controllerOnly(Map<String, String> settings) {
        var alone = new HashMap<>(settings);
        var listeners = Objects.requireNonNull(settings.get("listeners"));
        alone.put("process.roles", "controller");
        alone.put("listeners", listeners.substring(listeners.indexOf("CONTROLLER://")));
        alone.remove("inter.broker.listener.name");
        alone.remove("advertised.listeners");
        alone.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT");
        alone.put("broker.session.timeout.ms", "200");
        alone.put("broker.heartbeat.interval.ms", "50");
        return alone;
    }

    private static int fencedBrokers() {
        try {
            var name = new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount");
            return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Value")).intValue();
        } catch (JMException _) {
            return 0; // Not there yet.
        }
    }
}
