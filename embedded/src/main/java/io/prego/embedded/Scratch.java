package io.prego.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Where the servers of tests keep their files: in memory, where the machine has plenty, else in the folder for temporary
 * files. Databases by the hundred, made and deleted again, cost ext4 more than PostgreSQL (measured).
 */
final class Scratch {

    private static final Scratch OF_THIS_MACHINE = new Scratch(Path.of("/dev/shm"), 8L << 30);

    /** So that a folder which another JVM has just made, and not taken yet, is not one that somebody left. */
    private static final Duration LEFT_AFTER = Duration.ofMinutes(10);

    private static final String PREFIX = "prego-test-";

    private final Path memory;
    private final long roomMin;

    /**
     * @param memory a file system in memory, if it is there
     * @param roomMin so many bytes must be free in it for it to be used
     */
    Scratch(Path memory, long roomMin) {
        this.memory = memory;
        this.roomMin = roomMin;
    }

    /** Makes an empty folder, which the caller takes by its {@link FolderLock} and deletes. */
    static Path folder() throws IOException {
        return OF_THIS_MACHINE.newFolder();
    }

    Path newFolder() throws IOException {
        if (!Files.isWritable(memory)) {
            return Files.createTempDirectory(PREFIX);
        }
        deleteWhatIsLeft();
        return Files.getFileStore(memory).getUsableSpace() < roomMin
                ? Files.createTempDirectory(PREFIX)
                : Files.createTempDirectory(memory, PREFIX);
    }

    /** Memory that a killed JVM left behind would be gone until the machine is started anew. */
    private void deleteWhatIsLeft() throws IOException {
        try (var folders = Files.newDirectoryStream(memory, PREFIX + "*")) {
            folders.forEach(Scratch::deleteIfLeft);
        }
    }

    private static void deleteIfLeft(Path folder) {
        try {
            var madeAt = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && madeAt.toInstant().isBefore(Instant.now().minus(LEFT_AFTER))) {
                deleteUnlessInUse(folder);
            }
        } catch (IOException | UncheckedIOException _) {
            // It is somebody's, or somebody else deletes it at this moment.
        }
    }

    private static void deleteUnlessInUse(Path folder) throws IOException {
        try (var _ = FolderLock.take(folder)) {
            Folders.delete(folder);
        }
    }
}
