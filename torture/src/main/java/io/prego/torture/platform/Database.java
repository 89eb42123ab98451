package io.prego.torture.platform;

import io.prego.embedded.EmbeddedPostgres;
import io.prego.embedded.LoopbackPort;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, which can be stopped as by a power cut and comes back on the same port. */
public final class Database implements OnDisk, AutoCloseable {

    private static final String CONNECT_WITHIN = "&connectTimeout=2&socketTimeout=60";

    private final Path folder;
    private final @Nullable SmallDisk disk;
    private volatile EmbeddedPostgres server;

    private Database(Path folder, @Nullable SmallDisk disk, EmbeddedPostgres server) {
        this.folder = folder;
        this.disk = disk;
        this.server = server;
    }

    /** @param disk on which the folder lies; null: it cannot be filled */
    static Database start(Path folder, @Nullable SmallDisk disk) throws IOException {
        return new Database(folder, disk, EmbeddedPostgres.start(folder, LoopbackPort.free()));
    }

    /** The way for one process. */
    Link link(String name) throws IOException {
        return Link.open(name, server.port());
    }

    /** As the process behind the link is told. */
    String urlThrough(Link link) {
        return server.jdbcUrl().replace(":" + server.port() + "/", ":" + link.port() + "/");
    }

    /** For those who look on from outside, past all proxies. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl() + CONNECT_WITHIN);
    }

    /** SIGQUIT: no checkpoint, all sessions cut; the next start has to recover. */
    public void stopImmediately() throws IOException, InterruptedException {
        JavaProcess.signal("QUIT", server.pid());
        server.close();
    }

    /** On the same port and data. */
    public void startAgain() throws IOException {
        server = EmbeddedPostgres.start(folder, server.port());
    }

    @Override
    public @Nullable SmallDisk disk() {
        return disk;
    }

    @Override
    public void startIfEnded() throws IOException {
        if (ProcessHandle.of(server.pid()).isEmpty()) {
            server.close();
            startAgain();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (disk != null) {
            disk.close();
        }
    }
}
