package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.command.eventlog.EventLogSchema;
import io.prego.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static void assertUnavailable(Server server, String path) {
        var begun = System.nanoTime();
        var answer = server.get(path);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
}
