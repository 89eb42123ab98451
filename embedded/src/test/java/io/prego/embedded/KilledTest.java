package io.prego.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a second Prego meets on the folders of a first, which runs or was killed by {@code kill -9}. */
@Isolated("A restart is timed.")
class KilledTest {

    private static final Duration RESTART_LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final int port = LoopbackPort.free();

    KilledTest() throws IOException {}

    @Test
    void nothing_survives_a_killed_jvm_and_nothing_is_lost() throws Exception {
        var killed = Victim.Running.start(List.of(), classPath(), folder, "postgres", Victim.KAFKA + port);
        assertThat(killed.server().isAlive()).isTrue();
        killed.kill();
        await().atMost(RESTART_LIMIT).until(() -> !killed.server().isAlive());
        assertThatBothPartsStartAndHaveTheData();
    }

    @Test
    void a_restart_need_not_wait_for_the_killed_one_to_be_gone() throws Exception {
        var killed = Victim.Running.start(List.of(), classPath(), folder, "postgres", Victim.KAFKA + port);
        killed.kill();
        assertThatBothPartsStartAndHaveTheData();
        assertThat(killed.server().isAlive()).isFalse();
    }

    private void assertThatBothPartsStartAndHaveTheData() throws Exception {
        var begin = Instant.now();
        try (var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
                var kafka = EmbeddedKafka.start(folder.resolve("kafka"), port)) {
            assertThat(Duration.between(begin, Instant.now())).isLessThan(RESTART_LIMIT);
            assertThat(EmbeddedPostgresTest.answer(postgres, "SELECT word FROM kept"))
                    .isEqualTo("written");
            // A commit is decided before it is written to the partitions: what a kill interrupted there is finished by
            // the coordinator soon after the start.
            await().atMost(RESTART_LIMIT)
                    .untilAsserted(() -> assertThat(Records.committed(kafka.bootstrapServers(), "kept"))
                            .containsExactly("written"));
        }
    }

    @Test
    void the_folders_of_a_running_jvm_are_refused() throws Exception {
        var running = Victim.Running.start(List.of(), classPath(), folder, "postgres", Victim.KAFKA + port);
        try {
            assertThatIOException()
                    .isThrownBy(() -> EmbeddedPostgres.start(folder.resolve("postgres"), 0)
                            .close())
                    .withMessageContaining("in use by another Prego that is running");
            assertThatIOException()
                    .isThrownBy(() ->
                            EmbeddedKafka.start(folder.resolve("kafka"), 0).close())
                    .withMessageContaining("in use by another Prego that is running");
            assertThat(running.server().isAlive()).isTrue();
        } finally {
            running.kill();
            await().atMost(RESTART_LIMIT).until(() -> !running.server().isAlive());
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
