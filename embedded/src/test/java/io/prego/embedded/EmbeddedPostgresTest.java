package io.prego.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EmbeddedPostgresTest {

    @TempDir
    private static Path folderOfRunning;

    /** For tests that only look at it. */
    private static EmbeddedPostgres running;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        running = EmbeddedPostgres.start(folderOfRunning, 0);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void a_restart_keeps_the_data() throws Exception {
        try (var first = EmbeddedPostgres.start(folder, 0)) {
            execute(first, "CREATE TABLE kept (word text)");
            execute(first, "INSERT INTO kept VALUES ('grüße')");
        }
        try (var second = EmbeddedPostgres.start(folder, 0)) {
            assertThat(answer(second, "SELECT word FROM kept")).isEqualTo("grüße");
        }
    }

    @Test
    void it_is_durable_and_speaks_utf_8() throws Exception {
        assertThat(answer(running, "SHOW fsync")).isEqualTo("on");
        assertThat(answer(running, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(answer(running, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(answer(running, "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(answer(running, "SELECT datcollate FROM pg_database WHERE datname = 'prego'"))
                .isEqualTo("C.UTF-8");
        assertThat(answer(running, "SHOW server_version_num")).startsWith("18");
    }

    @Test
    void only_the_owner_reads_the_password_and_nobody_enters_without_it() throws Exception {
        var permissions = Files.getPosixFilePermissions(folderOfRunning.resolve("password"));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        var wrong = running.jdbcUrl().replaceAll("password=.*", "password=guess");
        assertThatThrownBy(() -> DriverManager.getConnection(wrong).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("authentication failed");
    }

    /** A password that cannot be guessed needs no work factor, which each session would pay. */
    @Test
    void the_password_is_random_and_costs_a_session_nothing() throws Exception {
        assertThat(Files.readString(folderOfRunning.resolve("password"))).matches("[0-9a-f]{48}");
        assertThat(answer(running, "SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'"))
                .startsWith("SCRAM-SHA-256$1:");
    }

    @Test
    void closing_ends_the_server() throws Exception {
        var postgres = EmbeddedPostgres.start(folder, 0);
        var server = ProcessHandle.of(postgres.pid()).orElseThrow();
        assertThat(server.isAlive()).isTrue();
        postgres.close();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void a_folder_in_use_is_refused_and_its_owner_goes_on() throws Exception {
        assertThatIOException()
                .isThrownBy(() -> EmbeddedPostgres.start(folderOfRunning, 0).close())
                .withMessageContaining(folderOfRunning.toString())
                .withMessageContaining("in use in this process");
        assertThat(answer(running, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void a_taken_port_is_refused_by_its_number() throws Exception {
        assertThatIOException()
                .isThrownBy(() -> EmbeddedPostgres.start(folder, running.port()).close())
                .withMessageContaining("127.0.0.1:" + running.port())
                .withMessageContaining("in use");
    }

    @Test
    void a_server_that_cannot_start_is_reported_with_its_own_words() throws Exception {
        EmbeddedPostgres.start(folder, 0).close();
        Files.delete(folder.resolve("data/global/pg_control"));
        assertThatIOException()
                .isThrownBy(() -> EmbeddedPostgres.start(folder, 0).close())
                .withMessageContaining("did not start")
                .withMessageContaining("pg_control");
    }

    @Test
    void an_initialisation_that_was_cut_short_is_begun_again() throws Exception {
        Files.createDirectories(folder.resolve("data.unfinished/base"));
        try (var postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(answer(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void the_terminal_of_this_jvm_cannot_interrupt_the_server() throws Exception {
        assertThat(session(running.pid()))
                .isNotEqualTo(session(ProcessHandle.current().pid()));
    }

    // The sixth field; the second, the name in parentheses, may hold blanks (proc_pid_stat(5)).
    private static String session(long pid) throws Exception {
        var stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
        return stat.substring(stat.lastIndexOf(')')).split(" ")[4];
    }

    @Test
    void the_log_repeats_no_value_of_a_row() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, 0)) {
            execute(postgres, "CREATE TABLE once (word text PRIMARY KEY)");
            execute(postgres, "INSERT INTO once VALUES ('planted')");
            assertThatThrownBy(() -> execute(postgres, "INSERT INTO once VALUES ('planted')"))
                    .hasMessageContaining("once_pkey");
        }
        assertThat(folder.resolve("server.log")).content().contains("once_pkey").doesNotContain("planted");
    }

    @Test
    void shared_databases_do_not_see_each_other() throws Exception {
        execute(SharedPostgres.freshDatabase(), "CREATE TABLE mine ()");
        execute(SharedPostgres.freshDatabase(), "CREATE TABLE mine ()");
    }

    @Test
    void copies_of_a_prepared_database_start_alike_and_do_not_see_each_other() throws Exception {
        var preparations = new AtomicInteger();
        for (var copy = 0; copy < 2; copy++) {
            var url = SharedPostgres.preparedDatabase("a-table", empty -> {
                preparations.incrementAndGet();
                assertThatNoException().isThrownBy(() -> execute(empty, "CREATE TABLE prepared ()"));
            });
            execute(url, "DROP TABLE prepared");
        }
        assertThat(preparations).hasValue(1);
    }

    static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        execute(postgres.jdbcUrl(), sql);
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String answer(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
