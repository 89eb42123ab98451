package io.prego.sealing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** The file of the master key: hexadecimal, for its owner alone. Needs a POSIX file system with hard links. */
final class MasterKeyFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int TEXT_BYTES_MAX = 2 * MasterKey.BYTES + 2;

    private MasterKeyFile() {}

    static byte[] read(Path file) throws IOException {
        refuseReadableByOthers(file);
        if (Files.size(file) > TEXT_BYTES_MAX) {
            throw malformed(file);
        }
        try {
            var key = HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (key.length == MasterKey.BYTES) {
                return key;
            }
        } catch (IllegalArgumentException _) {
            // Its message would quote the content.
        }
        throw malformed(file);
    }

    private static IOException malformed(Path file) {
        return new IOException("the master key file %s must hold 64 hexadecimal digits".formatted(file));
    }

    private static void refuseReadableByOthers(Path file) throws IOException {
        var others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeIf(permission -> permission.name().startsWith("OWNER_"));
        if (!others.isEmpty()) {
            throw new IOException("the master key file %s is open to others than its owner (%s): chmod 600 it"
                    .formatted(file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file))));
        }
    }

    /** Puts the key there wholly or not at all, on the disk before it returns; where a file exists already it stays. */
    static void create(Path file, byte[] key) throws IOException {
        var folder = Files.createDirectories(file.toAbsolutePath().getParent());
        var unfinished = Files.createTempFile(
                folder, ".master-key-", ".unfinished", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            write(unfinished, HexFormat.of().formatHex(key) + "\n");
            // A link, unlike a rename, never replaces the key of a process that was faster.
            Files.createLink(file, unfinished);
            sync(folder);
        } catch (FileAlreadyExistsException _) {
            // The faster one's key is the key.
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
