package io.prego.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverPostgresTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void a_folder_that_was_used() throws Exception {
        EmbeddedPostgres.start(folder, 0).close();
        data = PostgresCluster.dataIn(folder.toRealPath());
    }

    @Test
    void a_leftover_server_is_stopped_and_not_adopted_with_its_settings() throws Exception {
        var leftover = unguardedServer("fsync=off");
        try (var postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(leftover.isAlive()).isFalse();
            assertThat(postgres.pid()).isNotEqualTo(leftover.pid());
            assertThat(EmbeddedPostgresTest.answer(postgres, "SHOW fsync")).isEqualTo("on");
        } finally {
            leftover.destroyForcibly();
        }
    }

    @Test
    void a_process_that_got_the_number_of_a_dead_server_is_left_alone() throws Exception {
        var innocent =
                new ProcessBuilder("sleep", "600").directory(data.toFile()).start();
        try {
            Files.writeString(PostmasterFile.in(data), "%d\n%s\n".formatted(innocent.pid(), data));
            try (var postgres = EmbeddedPostgres.start(folder, 0)) {
                assertThat(EmbeddedPostgresTest.answer(postgres, "SELECT 1")).isEqualTo("1");
            }
            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroyForcibly();
        }
    }

    @Test
    void a_session_that_outlived_its_server_is_ended() throws Exception {
        var first = EmbeddedPostgres.start(folder, 0);
        var client = Thread.ofVirtual().start(() -> countForEver(first));
        var busy = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT count%'";
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> !EmbeddedPostgresTest.answer(first, busy).isEmpty());
        var session = ProcessHandle.of(Long.parseLong(EmbeddedPostgresTest.answer(first, busy)))
                .orElseThrow();
        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
        first.close();
        assertThat(session.isAlive()).isTrue();
        try (var second = EmbeddedPostgres.start(folder, 0)) {
            assertThat(session.isAlive()).isFalse();
            assertThat(EmbeddedPostgresTest.answer(second, "SELECT 1")).isEqualTo("1");
        }
        client.join();
    }

    // A count looks at neither its client nor its server for as long as it counts.
    private static void countForEver(EmbeddedPostgres postgres) {
        try {
            EmbeddedPostgresTest.execute(postgres, "SELECT count(*) FROM generate_series(1, 1000000000000)");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).startsWith("08");
        }
    }

    private Process unguardedServer(String setting) throws Exception {
        var account = PostgresAccount.of(PostgresAccount.candidates(), folder);
        var program =
                PostgresBinaries.unpackedFor(account).resolve("bin/postgres").toString();
        var port = LoopbackPort.free();
        var command = account.command(Stream.of(
                program, "-D", data.toString(), "-c", setting, "-c", "port=" + port, "-c", "unix_socket_directories="));
        var server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(LIMIT)
                .until(() ->
                        PostmasterFile.of(data).filter(PostmasterFile::ready).isPresent());
        assertThat(List.of(server.pid()))
                .contains(PostmasterFile.of(data).orElseThrow().pid());
        return server;
    }
}
