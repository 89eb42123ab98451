package io.prego.query.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** On a server of its own, since roles belong to the whole server. */
class DatabaseHealthTest {

    private static final QuerySettings SETTINGS =
            new QuerySettings(Duration.ofMillis(100), 1, Duration.ofMillis(1_500));

    @TempDir
    private Path folder;

    @Test
    void a_database_without_the_role_that_reads_is_still_being_made() throws IOException {
        try (var postgres = EmbeddedPostgres.start(folder, 0);
                var database = new QueryDatabase(postgres.jdbcUrl(), SETTINGS)) {
            assertThat(health(database)).isEqualTo("the read models are still being made");
        }
    }

    @Test
    void a_database_that_does_not_answer_is_out_of_reach() {
        try (var database = new QueryDatabase("jdbc:postgresql://127.0.0.1:1/none?user=nobody", SETTINGS)) {
            assertThat(health(database)).isEqualTo("the database is out of reach");
        }
    }

    private static Object health(QueryDatabase database) {
        var health = new DatabaseHealth(database).health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        return health.getDetails().get("reason");
    }
}
