package io.prego.eventlog;

import static io.prego.eventlog.Events.appended;
import static io.prego.eventlog.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.EmbeddedPostgres;
import io.prego.embedded.SharedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogSchemaTest {

    @Test
    void nodes_that_start_for_the_first_time_at_once_find_one_log() throws Exception {
        var database = Database.migrated();
        var fresh = new Database(SharedPostgres.freshDatabase());

        atOnce(4, fresh);

        assertThat(fresh.run("SELECT log_id FROM log.log_identity")).hasSize(1);
        assertThat(fresh.run("SELECT log_id FROM log.log_identity"))
                .isNotEqualTo(database.run("SELECT log_id FROM log.log_identity"));
        try (var first = fresh.open();
                var second = fresh.open()) {
            assertThat(first.logId()).isEqualTo(second.logId());
        }
    }

    @Test
    void an_owner_that_is_no_superuser_can_prepare_and_use_its_databases(@TempDir Path folder) throws Exception {
        try (var server = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            new Database(server.jdbcUrl())
                    .run(
                            "CREATE ROLE plain LOGIN CREATEROLE PASSWORD 'plain'",
                            "CREATE DATABASE one OWNER plain",
                            "CREATE DATABASE two OWNER plain");
            var one = database(server, "one");
            var two = database(server, "two");

            // Both databases make the same roles at the same time.
            atOnce(2, one, two);

            for (var database : new Database[] {one, two}) {
                try (var log = database.open()) {
                    assertThat(appended(log.append(Append.of(event("a")))).first())
                            .isEqualTo(1);
                    assertThat(log.read(0, 10)).hasSize(1);
                }
            }
        }
    }

    private static Database database(EmbeddedPostgres server, String name) {
        return new Database(
                "jdbc:postgresql://127.0.0.1:%d/%s?user=plain&password=plain".formatted(server.port(), name));
    }

    private static void atOnce(int each, Database... databases) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var migrations = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < each; i++) {
                for (var database : databases) {
                    migrations.add(() -> {
                        EventLogSchema.migrate(database.url());
                        return true;
                    });
                }
            }
            for (var migration : threads.invokeAll(migrations)) {
                migration.get();
            }
        }
    }
}
