package io.prego.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Root has three ways to run PostgreSQL. For any other user there is but one, which every other test here takes. */
class PostgresAccountTest {

    private static final List<String> AS_NOBODY = PostgresAccount.NOBODY.command(Stream.of());

    /** Not below a folder of ours, into which nobody else may look. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path folder;

    @BeforeEach
    void only_root_has_a_choice() {
        assumeTrue(PostgresAccount.isRoot());
    }

    @Test
    void a_user_who_is_not_root_runs_it_directly() throws Exception {
        openToAll(folder);
        var home = Files.createDirectory(folder.resolve("home"));
        Files.setAttribute(home, "unix:uid", 65534);
        var running = Victim.Running.start(AS_NOBODY, copiedClassPath(), home, "postgres");
        try {
            assertThat(running.server().info().user()).hasValue("nobody");
            assertThat(Files.getAttribute(home.resolve("postgres/data"), "unix:uid"))
                    .isEqualTo(65534);
        } finally {
            running.kill();
            await().atMost(Duration.ofSeconds(10)).until(() -> !running.server().isAlive());
        }
    }

    @Test
    void root_without_namespaces_runs_it_as_nobody_and_may_change_its_mind() throws Exception {
        openToAll(folder);
        var shared = folder.resolve("postgres");
        try (var postgres = EmbeddedPostgres.start(shared, 0, List.of(PostgresAccount.NOBODY))) {
            EmbeddedPostgresTest.execute(postgres, "CREATE TABLE kept AS SELECT 1 AS number");
            assertThat(ProcessHandle.of(postgres.pid()).orElseThrow().info().user())
                    .hasValue("nobody");
        }
        try (var postgres = EmbeddedPostgres.start(shared, 0, List.of(PostgresAccount.USER_NAMESPACE))) {
            assertThat(EmbeddedPostgresTest.answer(postgres, "SELECT number FROM kept"))
                    .isEqualTo("1");
        }
        try (var postgres = EmbeddedPostgres.start(shared, 0, List.of(PostgresAccount.NOBODY))) {
            assertThat(EmbeddedPostgresTest.answer(postgres, "SELECT number FROM kept"))
                    .isEqualTo("1");
        }
    }

    @Test
    void a_folder_that_no_account_can_use_is_refused_by_its_name() {
        var hidden = folder.resolve("hidden");
        assertThatIOException()
                .isThrownBy(() -> EmbeddedPostgres.start(hidden, 0, List.of(PostgresAccount.NOBODY))
                        .close())
                .withMessageContaining(hidden.toString())
                .withMessageContaining("every user can reach");
    }

    private static void openToAll(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    // The jars may lie where only root looks.
    private String copiedClassPath() throws IOException {
        var copies = new ArrayList<String>();
        for (var original : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.exists(Path.of(original))) {
                var copy = folder.resolve("class-path").resolve(Integer.toString(copies.size()));
                copyAll(Path.of(original), copy);
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
