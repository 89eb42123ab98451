package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.EmbeddedPostgres;
import io.prego.eventlog.EventLogSchema;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("its limits of time hold for a machine of its own")
class OutageTest {

    private static final String ABSENT = "/v1/tenants/tnt_0";

    @TempDir
    Path folder;

    @Test
    void without_postgres_reads_are_503_within_two_seconds_and_come_back_by_themselves() throws Exception {
        var postgres = EmbeddedPostgres.start(folder, 0);
        EventLogSchema.migrate(postgres.jdbcUrl());
        try (var server = new Server(postgres.jdbcUrl())) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.get(ABSENT).status()).isEqualTo(404));
            postgres.close();
            assertUnavailable(server, ABSENT);
            assertUnavailable(server, "/internal/tenants-directory");
            assertUnavailable(server, "/v1/subdomain/check?slug=acme-one");
            assertThat(server.get("/schemas/ids/1").status()).isEqualTo(200);
            postgres = EmbeddedPostgres.start(folder, postgres.port());
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.get(ABSENT).status()).isEqualTo(404));
        } finally {
            postgres.close();
        }
    }

    @Test
    void before_the_log_is_migrated_reads_are_503_and_not_faults() throws Exception {
        var postgres = EmbeddedPostgres.start(folder, 0);
        try (var server = new Server(postgres.jdbcUrl())) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.get("/internal/tenants-directory?as_of=5")
                                    .text("detail"))
                            .isEqualTo("The log or the read models are still being made."));
            assertUnavailable(server, "/v1/tenants/tnt_1");
            assertUnavailable(server, "/v1/subdomain/check?slug=acme-one");
            assertUnavailable(server, "/internal/jobs?as_of=2020-01-01T00:00:00Z");
            assertUnavailable(server, "/internal/events/01900000-0000-7000-8000-000000000000");
            EventLogSchema.migrate(postgres.jdbcUrl());
            await().untilAsserted(() ->
                    assertThat(server.get("/v1/tenants/tnt_1").status()).isEqualTo(404));
        } finally {
            postgres.close();
        }
    }

    private static void assertUnavailable(Server server, String path) {
        var begun = System.nanoTime();
        var answer = server.get(path);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
}
