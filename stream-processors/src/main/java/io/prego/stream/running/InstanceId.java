package io.prego.stream.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Which of the processes that share the work this one is. Two processes under one id would fence each other for ever, so
 * unless it is set it is made once for each state folder, which no two processes share, and kept there in
 * {@value #FILE}.
 */
public final class InstanceId {

    static final String FILE = "instance-id";

    private InstanceId() {}

    /**
     * The id that is set, else the one that was kept, else the fresh one, kept from now on. Throws when what is kept is no
     * id, or when the folder cannot be written.
     *
     * @param fresh not used anywhere else
     */
    public static String of(StreamSettings settings, String fresh) {
        var set = settings.instanceId();
        return set == null ? kept(settings.stateDir(), fresh) : set;
    }

    public static boolean isValid(@Nullable String id) {
        return id != null && id.matches("[A-Za-z0-9_-]{1,40}");
    }

    private static String kept(Path folder, String fresh) {
        var file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                keep(folder, file, fresh);
            }
            var id = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (isValid(id)) {
                return id;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the id of this process cannot be kept in " + file, e);
        }
        throw new IllegalStateException(
                "%s must hold 1 to 40 of [A-Za-z0-9_-]; delete it to get a new id".formatted(file));
    }

    /** The file is there whole or not at all, also after the machine has crashed. */
    private static void keep(Path folder, Path file, String id) throws IOException {
        Files.createDirectories(folder);
        var draft = folder.resolve(FILE + ".draft");
        Files.writeString(draft, id + "\n", StandardCharsets.UTF_8);
        force(draft, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        force(folder, StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (var channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
