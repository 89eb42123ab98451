package io.prego.benchmark.run;

import io.prego.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** The one PostgreSQL of a run, with a database for each candidate in each round. Its folder is deleted at the end. */
final class Server implements AutoCloseable {

    static final String SETTINGS = """
        SELECT name || '=' || current_setting(name) FROM unnest(ARRAY[
            'server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'wal_sync_method',
            'shared_buffers', 'max_wal_size', 'commit_delay', 'max_connections', 'jit']) AS name
        """;

    private final Path folder;
    private final EmbeddedPostgres postgres;

    private Server(Path folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
    }

    /** @param parent on a disk: where files lie in memory, a commit costs nothing */
    static Server start(Path parent) throws IOException {
        var folder = Files.createTempDirectory(Files.createDirectories(parent), "postgres-");
        return new Server(folder, EmbeddedPostgres.start(folder, 0));
    }

    /** One that can tell of its changes to whoever reads its write-ahead log. */
    static Server startLogical(Path parent) throws IOException, SQLException {
        var folder = Files.createTempDirectory(Files.createDirectories(parent), "postgres-");
        try (var first = EmbeddedPostgres.start(folder, 0)) {
            Sql.run(first.jdbcUrl(), "ALTER SYSTEM SET wal_level = 'logical'");
        }
        return new Server(folder, EmbeddedPostgres.start(folder, 0));
    }

    /** Makes an empty database and returns its JDBC URL. */
    String create(String database) throws SQLException {
        Sql.run(postgres.jdbcUrl(), "CREATE DATABASE " + database);
        return postgres.jdbcUrl().replace("/prego?", "/" + database + "?");
    }

    /** Statistics and visibility are fresh, and no checkpoint is left over from what was before. */
    void settle(String jdbcUrl) throws SQLException {
        Sql.run(jdbcUrl, "VACUUM (ANALYZE)", "CHECKPOINT");
    }

    void drop(String database) throws SQLException {
        Sql.run(postgres.jdbcUrl(), "DROP DATABASE %s WITH (FORCE)".formatted(database), "CHECKPOINT");
    }

    /** What decides about the figures, as the server says it: {@code name=value, …}. */
    String settings() throws SQLException {
        return Sql.texts(postgres.jdbcUrl(), SETTINGS).stream().collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        Folders.delete(folder);
    }
}
