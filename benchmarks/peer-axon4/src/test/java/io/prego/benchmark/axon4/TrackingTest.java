package io.prego.benchmark.axon4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackingTest {

    private static final Path MIGRATIONS = Path.of("../../projections/src/main/resources/db/migration/projections");
    private static final int TENANTS = 400;

    private final String database = SharedPostgres.freshDatabase();

    @BeforeEach
    void makeTables() throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA read");
            statement.execute(Files.readString(MIGRATIONS.resolve("V002__tenant_directory.sql")));
            statement.execute(Files.readString(MIGRATIONS.resolve("V004__event.sql")));
        }
    }

    private long count(String what) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + what)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void each_tenant_of_the_store_gets_its_versions_in_the_directory() throws SQLException {
        try (var tracking = Tracking.open(database, 50, (connections, _) -> new Directory(connections))) {
            tracking.fill(TENANTS);
            tracking.processor().start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            count("read.tenant_directory WHERE valid_to IS NULL AND job_id IS NOT NULL") == TENANTS);
        }
        assertThat(count("read.tenant_directory")).isEqualTo(2 * TENANTS);
    }

    @Test
    void a_registration_is_projected_too() throws SQLException {
        try (var tracking = Tracking.open(database, 1, (connections, _) -> new Directory(connections))) {
            tracking.processor().start();
            tracking.register("tnt_1", 1);
            await().atMost(Duration.ofSeconds(30)).until(() -> count("read.tenant_directory") == 2);
        }
    }

    @Test
    void every_event_of_the_store_is_listed() throws SQLException {
        try (var tracking = Tracking.open(database, 50, EventList::new)) {
            tracking.fill(TENANTS);
            tracking.processor().start();
            await().atMost(Duration.ofSeconds(30)).until(() -> count("read.event") == 3 * TENANTS);
        }
    }
}
