package io.prego.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a data folder for one owner: a second one, in this JVM or another, is refused. The operating system frees the
 * lock when its JVM dies, however it dies, so a lock that is taken means an owner that lives.
 */
final class FolderLock implements AutoCloseable {

    // A POSIX file lock belongs to the process and is lost when any channel on the file is closed. So a second owner in
    // this JVM must be refused before it opens the file, and the channel must not be collected with an owner that
    // nobody refers to while its part goes on running.
    private static final Map<Path, FileChannel> HELD_HERE = new HashMap<>();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder.
     *
     * @param folder exists, as a real path
     * @throws IOException when another owner has it, or when it cannot be written
     */
    static FolderLock take(Path folder) throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.containsKey(folder)) {
                throw inUse(folder, "in this process");
            }
            var channel = locked(folder);
            HELD_HERE.put(folder, channel);
            return new FolderLock(folder, channel);
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        var file = folder.resolve("prego.lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(folder, "by another Prego that is running");
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static IOException inUse(Path folder, String by) {
        return new IOException(
                "the data folder %s is in use %s: stop that one or choose another folder".formatted(folder, by));
    }

    /** Makes the folder if it is absent, and gives its real path. */
    static Path prepared(Path folder) throws IOException {
        return Files.createDirectories(folder).toRealPath();
    }

    @Override
    public void close() {
        synchronized (HELD_HERE) {
            // Only our own entry: after a second close the folder may have a new owner.
            HELD_HERE.remove(folder, channel);
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
