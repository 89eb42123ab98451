package io.prego.stream.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The state folder of one process for as long as it runs. Two processes on one folder would be one member of each group,
 * and fence each other for ever. The operating system frees the lock of a process that dies, however it dies.
 */
public final class StateFolder implements AutoCloseable {

    static final String FILE = "lock";

    private final FileChannel channel;

    private StateFolder(FileChannel channel) {
        this.channel = channel;
    }

    /** Throws {@link IllegalStateException} when another process has the folder. */
    public static StateFolder take(Path folder) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new StateFolder(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder %s cannot be taken".formatted(folder), e);
        }
        throw new IllegalStateException("the state folder %s is in use by another process: ".formatted(folder)
                + "give each process a PREGO_INSTANCE or a PREGO_DATA_DIR of its own");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // Another application in this JVM.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
