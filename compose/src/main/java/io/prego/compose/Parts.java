package io.prego.compose;

import io.prego.embedded.EmbeddedKafka;
import io.prego.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The broker and the database of one start, given or embedded.
 *
 * @param kafka bootstrap servers
 * @param database JDBC URL
 */
record Parts(
        String kafka,
        String database,
        @Nullable EmbeddedKafka embeddedKafka,
        @Nullable EmbeddedPostgres embeddedPostgres)
        implements AutoCloseable {

    /** Starts, side by side, what is not given. When one fails the other is stopped. */
    static Parts start(Environment environment, DataFolder folder) throws IOException, InterruptedException {
        var kafkaPort = environment.kafkaPort();
        var kafka = environment.common().kafka() == null ? side(() -> kafka(folder, kafkaPort)) : null;
        try {
            var postgres = environment.common().database() == null ? postgres(environment, folder) : null;
            try {
                return of(environment, kafka == null ? null : join(kafka), postgres);
            } catch (IOException | InterruptedException | RuntimeException e) {
                if (postgres != null) {
                    postgres.close();
                }
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            if (kafka != null) {
                closeLate(kafka);
            }
            throw e;
        }
    }

    private static EmbeddedKafka kafka(DataFolder folder, int port) throws IOException {
        try {
            return EmbeddedKafka.start(folder.kafka(), port);
        } catch (IOException e) {
            throw new IOException("broker (PREGO_KAFKA_PORT=%d): %s".formatted(port, e.getMessage()), e);
        }
    }

    private static EmbeddedPostgres postgres(Environment environment, DataFolder folder) throws IOException {
        var port = environment.postgresPort();
        try {
            return EmbeddedPostgres.start(folder.postgres(), port);
        } catch (IOException e) {
            throw new IOException("PostgreSQL (PREGO_POSTGRES_PORT=%d): %s".formatted(port, e.getMessage()), e);
        }
    }

    private static Parts of(
            Environment environment, @Nullable EmbeddedKafka kafka, @Nullable EmbeddedPostgres postgres) {
        var bootstrap = kafka == null ? environment.common().kafka() : kafka.bootstrapServers();
        var url = postgres == null ? environment.common().database() : postgres.jdbcUrl();
        if (bootstrap == null || url == null) {
            throw new IllegalStateException("a part is neither given nor embedded");
        }
        return new Parts(bootstrap, url, kafka, postgres);
    }

    private static FutureTask<EmbeddedKafka> side(Callable<EmbeddedKafka> start) {
        var task = new FutureTask<>(start);
        Thread.ofPlatform().name("start-kafka").start(task);
        return task;
    }

    private static EmbeddedKafka join(FutureTask<EmbeddedKafka> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("the embedded broker does not start", e.getCause());
        }
    }

    private static void closeLate(FutureTask<EmbeddedKafka> task) {
        try {
            join(task).close();
        } catch (IOException | InterruptedException | RuntimeException _) {
            // It did not start either; the first failure is the one that is told.
        }
    }

    /** The broker first: what still writes to it depends on the database. */
    @Override
    public void close() {
        if (embeddedKafka != null) {
            embeddedKafka.close();
        }
        if (embeddedPostgres != null) {
            embeddedPostgres.close();
        }
    }
}
