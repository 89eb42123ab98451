package io.prego.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A PostgreSQL 18 of our own: a child process on loopback that is as durable as any ({@code fsync} and
 * {@code synchronous_commit} are on) and that ends with this JVM, even when this is killed.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    static final String DATABASE = "prego";

    private static final String NO_SUCH_DATABASE = "3D000";

    private final FolderLock lock;
    private final PostgresServer server;
    private final String password;

    private EmbeddedPostgres(FolderLock lock, PostgresServer server, String password) {
        this.lock = lock;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts PostgreSQL on the folder, which is filled at the first start. A server that a killed JVM left behind on it
     * is stopped first. Superuser {@code postgres}, with a generated password; the database {@code prego} exists
     * afterwards.
     *
     * @param dataDir made if absent; as root it is given to the user that PostgreSQL runs as
     * @param port of 127.0.0.1; 0 for any free one
     * @throws IOException when the folder is in use, the port is taken, or the server does not come up; the message says
     *     which, and nothing keeps running
     */
    public static EmbeddedPostgres start(Path dataDir, int port) throws IOException {
        return start(dataDir, port, PostgresAccount.candidates());
    }

    static EmbeddedPostgres start(Path dataDir, int port, List<PostgresAccount> accounts) throws IOException {
        var folder = FolderLock.prepared(dataDir);
        var lock = FolderLock.take(folder);
        try {
            LeftoverPostgres.stop(PostgresCluster.dataIn(folder));
            var account = PostgresAccount.of(accounts, folder);
            var cluster = new PostgresCluster(folder, account, PostgresBinaries.unpackedFor(account));
            cluster.initialise();
            var server = PostgresServer.start(cluster, LoopbackPort.choose(port, "PostgreSQL"));
            return withDatabase(new EmbeddedPostgres(lock, server, cluster.password()));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedPostgres withDatabase(EmbeddedPostgres postgres) throws IOException {
        try {
            DriverManager.getConnection(postgres.jdbcUrl()).close();
            return postgres;
        } catch (SQLException e) {
            if (NO_SUCH_DATABASE.equals(e.getSQLState())) {
                return postgres.created(DATABASE);
            }
            postgres.close();
            throw new IOException("the embedded PostgreSQL runs but refuses us", e);
        }
    }

    private EmbeddedPostgres created(String database) throws IOException {
        try {
            createDatabase(database, "template1");
            return this;
        } catch (SQLException e) {
            close();
            throw new IOException("cannot create the database " + database, e);
        }
    }

    /**
     * @param database lower-case letters, digits and underscores
     * @param template the database that it starts as a copy of, in which nobody may have a session
     */
    void createDatabase(String database, String template) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE %s TEMPLATE %s".formatted(database, template));
        }
    }

    /** Complete, with user and password, for {@code DriverManager} or a pool. It is a secret. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(LoopbackPort.HOST, port(), database, PostgresCluster.SUPERUSER, password);
    }

    /** The port of 127.0.0.1 on which it listens. */
    public int port() {
        return server.port();
    }

    /** The process id of the server itself, not of the shell that guards it. */
    public long pid() {
        return server.pid();
    }

    /** Cuts all sessions, writes a checkpoint and waits for the end: 20 s at most, after which the server is killed. */
    @Override
    public void close() {
        try (lock) {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the embedded PostgreSQL", e);
        }
    }
}
