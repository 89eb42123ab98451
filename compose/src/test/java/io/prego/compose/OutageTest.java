package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.EmbeddedKafka;
import io.prego.embedded.EmbeddedPostgres;
import io.prego.embedded.LoopbackPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Given parts that go away and come back while Prego stays up. */
@Isolated("its limits of time hold for a machine of its own")
class OutageTest {

    @TempDir
    private static Path data;

    private static int kafkaPort;
    private static EmbeddedPostgres postgres;
    private static EmbeddedKafka kafka;
    private static PregoProcess prego;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start(data.resolve("given-postgres"), LoopbackPort.free());
        kafkaPort = LoopbackPort.free();
        kafka = EmbeddedKafka.start(data.resolve("given-kafka"), kafkaPort);
        var given = Map.of("DATABASE_URL", postgres.jdbcUrl(), "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        prego = PregoProcess.start(data.resolve("prego"), given);
        client = prego.client();
    }

    @AfterAll
    static void stop() throws Exception {
        for (var part : new AutoCloseable[] {prego, kafka, postgres}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void without_postgresql_everything_answers_503_at_once_and_comes_back_by_itself() throws Exception {
        var before = client.register("before-postgresql-goes");
        client.awaitJob(before.text("job_id"), "Completed");
        var port = postgres.port();
        postgres.close();
        for (var attempt = 0; attempt < 3; attempt++) {
            assertAllUnavailable(List.of(
                    () -> client.register("while-postgresql-is-gone"),
                    () -> client.get("/v1/jobs/" + before.text("job_id")),
                    () -> client.get("/internal/tenants-directory")));
        }
        assertThat(client.get("/health/live").status()).isEqualTo(200);
        client.await(() -> client.get("/health/ready"), answer -> answer.status() == 503);
        postgres = EmbeddedPostgres.start(data.resolve("given-postgres"), port);
        var after = client.await(() -> client.register("after-postgresql-is-back"), answer -> answer.status() == 202);
        client.awaitJob(after.text("job_id"), "Completed");
        client.await(() -> client.get("/health/ready"), answer -> answer.status() == 200);
    }

    @Test
    void without_kafka_commands_still_answer_and_the_relay_catches_up() throws Exception {
        client.awaitJob(client.register("before-kafka-goes").text("job_id"), "Completed");
        kafka.close();
        var during = client.register("while-kafka-is-gone");
        assertThat(during.status()).isEqualTo(202);
        kafka = EmbeddedKafka.start(data.resolve("given-kafka"), kafkaPort);
        client.awaitJob(during.text("job_id"), "Completed");
    }

    /** Each of them, asked for at the same time. */
    private static void assertAllUnavailable(List<Callable<Client.Answer>> calls) throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = calls.stream()
                    .map(call -> callers.submit(() -> {
                        assertUnavailable(call);
                        return null;
                    }))
                    .toList();
            for (var answered : asked) {
                answered.get();
            }
        }
    }

    private static void assertUnavailable(Callable<Client.Answer> call) throws Exception {
        var start = System.nanoTime();
        var answer = call.call();
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isNotEmpty();
        assertThat(took).isLessThan(Duration.ofMillis(2_500));
    }
}
