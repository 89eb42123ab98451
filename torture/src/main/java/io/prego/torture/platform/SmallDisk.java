package io.prego.torture.platform;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file system of its own, in a file that takes up what is in it, which can be filled to the last byte. */
public final class SmallDisk implements AutoCloseable {

    private static final long BYTES = 8L << 30;
    private static final String ROOT = "0";

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Null where it cannot be mounted: by anyone but root, or without loop devices. */
    static @Nullable SmallDisk mountedOn(Path folder) throws IOException, InterruptedException {
        if (!ROOT.equals(said("id", "-u").strip()) || !Files.exists(Path.of("/dev/loop-control"))) {
            return null;
        }
        Files.createDirectories(folder);
        var image = folder.resolveSibling(folder.getFileName() + ".img");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        said("mkfs.ext4", "-q", "-m", "0", image.toString());
        said("mount", "-o", "loop", image.toString(), folder.toString());
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Not a byte is left. */
    void fill() throws IOException, InterruptedException {
        var store = Files.getFileStore(folder);
        // More than there is takes all there is, and says that it was not enough.
        var _ = ended("fallocate", "-l", Long.toString(store.getUsableSpace() + (1L << 20)), ballast.toString());
        if (store.getUsableSpace() > 1 << 20) {
            throw new IOException("%s has %d bytes left".formatted(folder, store.getUsableSpace()));
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    /** Nobody may have a file open in it. */
    @Override
    public void close() throws IOException {
        try {
            said("umount", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Ended ended(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), words);
    }

    private static String said(String... command) throws IOException, InterruptedException {
        var ended = ended(command);
        if (ended.value() != 0) {
            throw new IOException(
                    "%s: %s".formatted(String.join(" ", command), ended.words().strip()));
        }
        return ended.words();
    }

    private record Ended(int value, String words) {}
}
