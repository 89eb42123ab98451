package io.prego.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM that was killed may have left: a PostgreSQL that still runs on our folder, with the settings of then. It is
 * stopped, not adopted. A process id is trusted only when that process really is a postgres of this folder, since ids
 * are used again.
 */
final class LeftoverPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
    private static final Duration FAST_LIMIT = Duration.ofSeconds(10);
    private static final Duration IMMEDIATE_LIMIT = Duration.ofSeconds(5);

    private LeftoverPostgres() {}

    /**
     * Stops every postgres process of the folder and removes the pid file.
     *
     * @param cluster real path of the data folder, locked by this JVM
     * @throws IOException when one survives even SIGKILL
     */
    static void stop(Path cluster) throws IOException {
        var server = PostmasterFile.of(cluster)
                .flatMap(file -> ProcessHandle.of(file.pid()))
                .filter(process -> isPostgresOf(cluster, process));
        if (server.isPresent()) {
            LOG.warn(
                    "stopping a PostgreSQL that an earlier run left on {}: process {}",
                    cluster,
                    server.get().pid());
            stop(server.get());
        }
        // Without their server, sessions in the middle of a statement can live on.
        for (var orphan : allOf(cluster)) {
            orphan.destroyForcibly();
            if (!hasEnded(orphan, IMMEDIATE_LIMIT)) {
                throw new IOException(
                        "process %d still uses %s and cannot be stopped".formatted(orphan.pid(), cluster));
            }
        }
        Files.deleteIfExists(PostmasterFile.in(cluster));
    }

    /** Ends a server: sessions are cut and a checkpoint is written; where that takes too long, without checkpoint. */
    static void stop(ProcessHandle server) throws IOException {
        signal("INT", server);
        if (!hasEnded(server, FAST_LIMIT)) {
            signal("QUIT", server);
        }
        if (!hasEnded(server, IMMEDIATE_LIMIT)) {
            server.destroyForcibly();
            hasEnded(server, IMMEDIATE_LIMIT);
        }
    }

    private static void signal(String name, ProcessHandle process) throws IOException {
        Command.run(List.of("kill", "-" + name, Long.toString(process.pid())), IMMEDIATE_LIMIT);
    }

    private static boolean hasEnded(ProcessHandle process, Duration limit) throws IOException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IOException("cannot wait for process " + process.pid(), e);
        } catch (InterruptedException e) {
            throw Command.interrupted(e);
        }
    }

    private static List<ProcessHandle> allOf(Path cluster) {
        try (var processes = ProcessHandle.allProcesses()) {
            return processes.filter(process -> isPostgresOf(cluster, process)).toList();
        }
    }

    // Every process of a server works in its data folder. Where another user's process does not tell its folder, the
    // server's command line does.
    private static boolean isPostgresOf(Path cluster, ProcessHandle process) {
        var proc = Path.of("/proc", Long.toString(process.pid()));
        return link(proc.resolve("exe"))
                .map(program -> program.endsWith("postgres")
                        && link(proc.resolve("cwd")).filter(cluster::equals).isPresent())
                .orElseGet(() -> isServerByCommandLine(cluster, process));
    }

    private static Optional<Path> link(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isServerByCommandLine(Path cluster, ProcessHandle process) {
        var program = process.info().command().orElse("");
        var arguments = List.of(process.info().arguments().orElse(new String[0]));
        return program.endsWith("/postgres") && arguments.contains(cluster.toString());
    }
}
