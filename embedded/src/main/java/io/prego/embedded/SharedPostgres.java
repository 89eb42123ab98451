package io.prego.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL for all tests of a JVM, started when first asked for and deleted when the JVM ends. Each test takes
 * a database of its own, so that none sees another's rows.
 */
public final class SharedPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedPostgres() {}

    /**
     * Makes an empty database.
     *
     * @return its JDBC URL, complete with user and password
     */
    public static String freshDatabase() {
        var name = "t_" + DATABASES.incrementAndGet();
        try {
            Started.POSTGRES.createDatabase(name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return Started.POSTGRES.jdbcUrl(name);
    }

    // The class is initialised, and so PostgreSQL started, at the first use.
    private static final class Started {

        private static final Duration QUIT_LIMIT = Duration.ofSeconds(5);

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                var folder = Files.createTempDirectory("prego-postgres-");
                var postgres = EmbeddedPostgres.start(folder, 0);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(postgres, folder)));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void discard(EmbeddedPostgres postgres, Path folder) {
            try {
                // Nothing of it is kept. A checkpoint at the end, over the files of many databases, took half a minute.
                Command.run(List.of("kill", "-QUIT", Long.toString(postgres.pid())), QUIT_LIMIT);
                postgres.close();
                Folders.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
