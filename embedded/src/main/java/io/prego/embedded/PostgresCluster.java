package io.prego.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one embedded PostgreSQL.
 *
 * @param folder holds the lock, the superuser's password (mode 0600), the server's log and the data folder
 * @param account whom all of it belongs to
 * @param binaries holds {@code bin/postgres}
 */
record PostgresCluster(Path folder, PostgresAccount account, Path binaries) {

    static final String SUPERUSER = "postgres";

    /** A work factor is for passwords that can be guessed. Of 4,096 each session costs a cold JVM tens of milliseconds. */
    private static final int SCRAM_ITERATIONS = 1;

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

    /** PostgreSQL's own data folder. */
    Path data() {
        return dataIn(folder);
    }

    static Path dataIn(Path folder) {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** Makes the data folder, unless it is there. One that was cut short is made anew. */
    void initialise() throws IOException {
        if (Files.isDirectory(data())) {
            return;
        }
        var unfinished = folder.resolve("data.unfinished");
        Folders.delete(unfinished);
        writePassword();
        var outcome = Command.run(initdb(unfinished), INITDB_LIMIT);
        if (!outcome.succeeded()) {
            throw new IOException("initdb failed (%d): %s".formatted(outcome.exitCode(), outcome.output()));
        }
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void writePassword() throws IOException {
        Files.deleteIfExists(passwordFile());
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                Files.createFile(passwordFile(), ownerOnly), HexFormat.of().formatHex(bytes));
        account.own(passwordFile());
    }

    private List<String> initdb(Path target) {
        return account.command(Stream.of(
                program("initdb"),
                "--pgdata=" + target,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--set=scram_iterations=" + SCRAM_ITERATIONS,
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                // By code point, as the C library's own, and without asking it at each comparison of an index.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    }

    String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }
}
