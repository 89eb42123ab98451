package io.prego.embedded;

import java.io.IOException;
import java.util.Map;
import java.util.function.IntConsumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A start of Kafka's server that fails instead of ending the process. Kafka takes a controller that cannot start, such as for
 * its port, for reason enough to end the whole JVM, and says why only to its log, which at a start nobody hears yet.
 */
final class KafkaStart {

    private static final ScopedValue<Boolean> UNDER_WAY = ScopedValue.newInstance();

    static {
        Exit.setExitProcedure((status, _) -> unlessUnderWay(status, Runtime.getRuntime()::exit));
        Exit.setHaltProcedure((status, _) -> unlessUnderWay(status, Runtime.getRuntime()::halt));
    }

    private KafkaStart() {}

    /**
     * The server, at work.
     *
     * @throws IOException when it does not come up; nothing of it keeps running
     */
    static KafkaRaftServer of(Map<String, String> settings) throws IOException {
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            ScopedValue.where(UNDER_WAY, true).run(server::startup);
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw new IOException("the embedded Kafka did not start: " + reason(e), e);
        }
    }

    // Outside of it stands that something waited in vain, within it what the operating system calls it.
    private static @Nullable String reason(Throwable failure) {
        for (var it = failure; it != null; it = it.getCause()) {
            if (it instanceof KafkaException kafka) {
                return kafka.getMessage();
            }
        }
        return failure.getMessage();
    }

    // What starts goes on to throw what it found.
    private static void unlessUnderWay(int status, IntConsumer end) {
        if (!UNDER_WAY.isBound()) {
            System.err.println("The embedded Kafka ends this process; its log says why.");
            end.accept(status);
        }
    }
}
