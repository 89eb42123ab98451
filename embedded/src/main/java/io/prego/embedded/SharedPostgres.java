package io.prego.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One real PostgreSQL for all tests of a JVM, started when first asked for and deleted when the JVM ends. Each test takes
 * a database of its own, so that none sees another's rows.
 */
public final class SharedPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private SharedPostgres() {}

    /**
     * Makes an empty database.
     *
     * @return its JDBC URL, complete with user and password
     */
    public static String freshDatabase() {
        return Started.POSTGRES.jdbcUrl(created("template1"));
    }

    /**
     * Makes a copy of a database that is prepared once in this JVM. What the preparation draws at random is the same in
     * every copy.
     *
     * @param name of the preparation
     * @param preparation takes the JDBC URL of an empty database, and leaves no session behind
     * @return its JDBC URL, complete with user and password
     */
    public static String preparedDatabase(String name, Consumer<String> preparation) {
        var template = TEMPLATES.computeIfAbsent(name, _ -> {
            var prepared = created("template1");
            preparation.accept(Started.POSTGRES.jdbcUrl(prepared));
            return prepared;
        });
        return Started.POSTGRES.jdbcUrl(created(template));
    }

    private static String created(String template) {
        var name = "t_" + DATABASES.incrementAndGet();
        try {
            Started.POSTGRES.createDatabase(name, template);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return name;
    }

    // The class is initialised, and so PostgreSQL started, at the first use.
    private static final class Started {

        private static final Duration QUIT_LIMIT = Duration.ofSeconds(5);

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                var folder = Scratch.folder();
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
