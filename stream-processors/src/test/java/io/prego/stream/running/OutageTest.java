package io.prego.stream.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.embedded.LoopbackPort;
import io.prego.event.Topics;
import io.prego.stream.Cluster;
import io.prego.stream.StreamProcessors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What health says while the work itself notices nothing. */
class OutageTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    /** Outlives the application, whose threads would go on asking for a broker that has gone before them. */
    private @Nullable Cluster back;

    @AfterEach
    void stop() {
        if (back != null) {
            back.close();
        }
    }

    @Test
    void all_work_is_down_while_the_broker_is_away_and_up_again_by_itself() throws Exception {
        var port = LoopbackPort.free();
        var application = new ApplicationContextRunner()
                .withUserConfiguration(StreamProcessors.class)
                .withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(
                        "prego.kafka.bootstrap-servers=127.0.0.1:" + port,
                        "prego.stream.state-dir=" + folder.resolve("streams"));
        application.run(context -> {
            var all = context.getBeansOfType(Supervised.class);
            try (var cluster = new Cluster(folder, port)) {
                cluster.makeTopics();
                awaitUp(all);
            }
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(all.values())
                            .allSatisfy(work -> assertThat(
                                            (String) work.health().getDetails().get("state"))
                                    .startsWith("Kafka has not answered for ")));
            assertThat(all.values())
                    .allSatisfy(work -> assertThat(work.health().getStatus()).isEqualTo(Status.DOWN));
            back = new Cluster(folder, port);
            awaitUp(all);
        });
    }

    @Test
    void an_error_leaves_its_work_down_and_asks_for_a_restart() throws Exception {
        try (var cluster = Cluster.withTopics(folder)) {
            Supplier<Work> work = BrokenWork::new;
            var broken = new Supervised(
                    "broken", List.of(Topics.TENANT), cluster.clients(), new BrokerWatch(cluster.clients()), work);
            broken.start();
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(broken.health().getDetails())
                            .containsEntry(
                                    "state",
                                    "stopped by java.lang.AssertionError: a bug; the process must be restarted"));
            assertThat(broken.health().getStatus()).isEqualTo(Status.DOWN);
            broken.stop();
        }
    }

    private static void awaitUp(Map<String, Supervised> all) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(all.values())
                        .allSatisfy(
                                work -> assertThat(work.health().getStatus()).isEqualTo(Status.UP)));
    }

    /** Well at first, then an error that no try again could cure. */
    private static final class BrokenWork implements Work {

        @Override
        public void run(Standing standing) {
            standing.well("working");
            throw new AssertionError("a bug");
        }

        @Override
        public void stop() {}
    }
}
