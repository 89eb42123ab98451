package io.prego.torture.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wall clock of one process, which can be put wrong while it runs, as by somebody or by NTP: a few lines of C, loaded
 * before the C library, add to the time what stands in a file. The clock that measures lengths of time is left alone.
 */
final class NodeClock {

    private static final String SOURCE = "wrongclock.c";

    private final Path file;
    private final Path library;

    private NodeClock(Path file, Path library) {
        this.file = file;
        this.library = library;
    }

    /** What puts clocks wrong, compiled into the folder; null where there is no C compiler. */
    static @Nullable Path compiled(Path folder) throws IOException, InterruptedException {
        var source = folder.resolve(SOURCE);
        try (var code = Objects.requireNonNull(NodeClock.class.getResourceAsStream(SOURCE))) {
            Files.copy(code, source);
        }
        var library = folder.resolve("wrongclock.so");
        var command = new ProcessBuilder("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString());
        try {
            if (command.inheritIO().start().waitFor() == 0) {
                return library;
            }
        } catch (IOException _) {
            return null;
        }
        throw new IOException("cannot compile " + source);
    }

    /** Right at first. */
    static NodeClock in(Path file, Path library) throws IOException {
        var clock = new NodeClock(file, library);
        clock.putWrong(Duration.ZERO);
        return clock;
    }

    /** What makes a process go by this clock. */
    Map<String, String> variables() {
        return Map.of("LD_PRELOAD", library.toString(), "WRONG_CLOCK", file.toString());
    }

    /** @param by how far ahead of the true time; negative: behind it */
    void putWrong(Duration by) throws IOException {
        var nanos =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, by.toNanos());
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(nanos, 0);
        }
    }
}
