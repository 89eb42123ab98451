package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.EmbeddedKafka;
import io.prego.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Given parts that go away and come back while Prego stays up. */
@Isolated("its limits of time hold for a machine of its own")
class OutageTest {

    @TempDir
    private Path data;

    @Test
    void without_postgresql_everything_answers_503_at_once_and_comes_back_by_itself() throws Exception {
        var port = Integer.parseInt(PregoProcess.freePort());
        var folder = data.resolve("given-postgres");
        var postgres = EmbeddedPostgres.start(folder, port);
        try (var prego = PregoProcess.start(data.resolve("prego"), Map.of("DATABASE_URL", postgres.jdbcUrl()))) {
            var client = prego.client();
            var before = client.register("before-the-outage");
            client.awaitJob(before.text("job_id"), "Completed");
            postgres.close();
            for (var attempt = 0; attempt < 3; attempt++) {
                assertUnavailable(() -> client.register("during-the-outage"));
                assertUnavailable(() -> client.get("/v1/jobs/" + before.text("job_id")));
                assertUnavailable(() -> client.get("/internal/tenants-directory"));
            }
            assertThat(client.get("/health/live").status()).isEqualTo(200);
            client.await(() -> client.get("/health/ready"), answer -> answer.status() == 503);
            postgres = EmbeddedPostgres.start(folder, port);
            var after = client.await(() -> client.register("after-the-outage"), answer -> answer.status() == 202);
            client.awaitJob(after.text("job_id"), "Completed");
            client.await(() -> client.get("/health/ready"), answer -> answer.status() == 200);
        } finally {
            postgres.close();
        }
    }

    @Test
    void without_kafka_commands_still_answer_and_the_relay_catches_up() throws Exception {
        var port = Integer.parseInt(PregoProcess.freePort());
        var folder = data.resolve("given-kafka");
        var kafka = EmbeddedKafka.start(folder, port);
        var given = Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        try (var prego = PregoProcess.start(data.resolve("prego"), given)) {
            var client = prego.client();
            client.awaitJob(client.register("before-the-outage").text("job_id"), "Completed");
            kafka.close();
            var during = client.register("during-the-outage");
            assertThat(during.status()).isEqualTo(202);
            kafka = EmbeddedKafka.start(folder, port);
            client.awaitJob(during.text("job_id"), "Completed");
        } finally {
            kafka.close();
        }
    }

    private static void assertUnavailable(java.util.function.Supplier<Client.Answer> call) {
        var start = System.nanoTime();
        var answer = call.get();
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isNotEmpty();
        assertThat(took).isLessThan(Duration.ofMillis(2_500));
    }
}
