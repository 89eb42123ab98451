package io.prego.projection.engine;

import io.prego.embedded.SharedPostgres;
import java.sql.SQLException;
import java.time.Duration;

/** Databases in which the tables of the read models have been made: once, and copied for each test. */
final class ReadModels {

    private ReadModels() {}

    /** @return its JDBC URL */
    static String database() {
        return SharedPostgres.preparedDatabase("read-models", ReadModels::migrate);
    }

    static void migrate(String jdbcUrl) {
        try {
            new ReadStore(jdbcUrl, Duration.ofSeconds(10)).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
