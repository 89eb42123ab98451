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
    void neither_kill_9_nor_a_clean_stop_loses_anything_and_each_start_goes_on_with_the_same_data() throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<Client.Answer>();
        var first = PregoProcess.start(data, Map.of());
        registerUntilItDies(first, acknowledged);
        try (var second = first.startAgain()) {
            assertEachActsOnce(second.client(), acknowledged);
            stopCleanly(second);
        }
        try (var third = first.startAgain(Map.of("PREGO_DEMO", "on"))) {
            var client = third.client();
            assertThat(client.register("caller-0-0").text("code")).isEqualTo("slug_taken");
            assertThat(client.get("/v1/jobs/" + acknowledged.element().text("job_id"))
                            .text("status"))
                    .isEqualTo("Completed");
            assertThat(third.log()).as("no demo onto what is there").doesNotContain("Demo:");
        }
    }

    private static void assertEachActsOnce(Client client, Iterable<Client.Answer> acknowledged) {
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

    private static void stopCleanly(PregoProcess prego) throws InterruptedException {
        var children = prego.handle().descendants().toList();
        assertThat(children).as("PostgreSQL and its guard").isNotEmpty();
        prego.stop();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
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
