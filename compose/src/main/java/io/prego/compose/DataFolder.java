package io.prego.compose;

import io.prego.sealing.MasterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The folder that outlives a start: keys of mode 0600 and the data of embedded parts. */
record DataFolder(Path path) {

    private static final int KEY_BYTES = 32;

    /** Makes the folder, readable by its owner alone, where there is none. */
    static DataFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return new DataFolder(path);
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path internalKeyFile() {
        return path.resolve("internal-api-key");
    }

    /** The master key of all sealing: a given one, or that of this folder, made at the first start. */
    MasterKey masterKey(@Nullable Path given) throws IOException {
        return given == null ? MasterKey.loadOrCreate(path.resolve("master-key")) : MasterKey.load(given);
    }

    /** The internal key of this installation, made at the first start: 64 hex digits. */
    String internalKey() throws IOException {
        var file = internalKeyFile();
        if (!Files.exists(file)) {
            var bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            write(file, HexFormat.of().formatHex(bytes) + "\n");
        }
        return Files.readString(file).strip();
    }

    /** Written aside and renamed, so that a crash leaves the whole file or none. */
    private static void write(Path file, String text) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = java.nio.channels.FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
        Files.move(aside, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
