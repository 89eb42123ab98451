package io.prego.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders that a run makes and leaves no trace of. */
final class Folders {

    private Folders() {}

    /** A new one in the build's own folder, which is on a disk. */
    static Path make(String prefix) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Run.FOLDER), prefix)
                .toAbsolutePath();
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
