package io.prego.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Prego's own tables of tenants and of events, for peers to project to: as its migrations make them, indexes included. */
final class ReadTables {

    private static final Path MIGRATIONS =
            Path.of("projections", "src", "main", "resources", "db", "migration", "projections");

    private ReadTables() {}

    static void make(String jdbcUrl) throws IOException, SQLException {
        Sql.run(
                jdbcUrl,
                "CREATE SCHEMA read",
                Files.readString(MIGRATIONS.resolve("V002__tenant_directory.sql")),
                Files.readString(MIGRATIONS.resolve("V004__event.sql")));
    }
}
