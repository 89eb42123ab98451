package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of the work, and a start on what is left. */
class CrashTest {

    private static final int CALLERS = 8;
    private static final int BEFORE_THE_KILL = 40;

    @TempDir
    private Path data;

    @Test
    void kill_9_loses_nothing_that_was_acknowledged_and_does_nothing_twice() throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<Client.Answer>();
        var first = PregoProcess.start(data, Map.of());
        registerUntilItDies(first, acknowledged);
        try (var second = first.startAgain()) {
            var client = second.client();
            for (var accepted : acknowledged) {
                client.awaitJob(accepted.text("job_id"), "Completed");
                // The confirmation of a dispatch may be recorded after the job's end.
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> History.types(client, accepted).contains("provision_job.dispatched"));
                assertThat(History.types(client, accepted))
                        .containsOnlyOnce(
                                "tenant.registered",
                                "provision_job.dispatch_attempted",
                                "provision_job.dispatched",
                                "provision_job.completed",
                                "tenant.activated");
            }
            assertThat(History.gaps(client)).isEmpty();
        }
    }

    @Test
    void a_clean_stop_leaves_no_child_and_a_second_start_has_the_same_data() throws Exception {
        var first = PregoProcess.start(data, Map.of());
        var accepted = first.client().register("stays");
        var children = first.handle().descendants().toList();
        assertThat(children).as("PostgreSQL and its guard").isNotEmpty();
        first.stop();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        try (var second = first.startAgain(Map.of("PREGO_DEMO", "on"))) {
            var client = second.client();
            assertThat(client.register("stays").text("code")).isEqualTo("slug_taken");
            client.awaitJob(accepted.text("job_id"), "Completed");
            assertThat(second.log()).as("no demo onto what is there").doesNotContain("Demo:");
        }
    }

    private static void registerUntilItDies(PregoProcess prego, ConcurrentLinkedQueue<Client.Answer> acknowledged)
            throws Exception {
        var client = prego.client();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < CALLERS; caller++) {
                var name = "caller-" + caller;
                callers.submit(() -> {
                    for (var i = 0; ; i++) {
                        try {
                            var answer = client.register("%s-%d".formatted(name, i));
                            if (answer.status() == 202) {
                                acknowledged.add(answer);
                            }
                        } catch (UncheckedIOException _) {
                            return;
                        }
                    }
                });
            }
            await().until(() -> acknowledged.size() >= BEFORE_THE_KILL);
            prego.kill();
        }
    }
}
