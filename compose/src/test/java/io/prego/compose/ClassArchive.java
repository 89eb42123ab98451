package io.prego.compose;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Classes as a JVM has loaded them once, mapped by those that start after it on the same class path: the processes of
 * the tests start in three quarters of the CPU time. A class path with a folder has none, so where modules are folders, as in an
 * IDE, there is no archive.
 */
final class ClassArchive {

    private static final Path FOLDER = Path.of("target", "class-archive").toAbsolutePath();
    private static final Path ARCHIVE = FOLDER.resolve("prego.jsa");
    private static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(element -> Files.exists(element) && !holdsTests(element))
            .toList();

    private ClassArchive() {}

    /** What a JVM is told that uses the archive; one that does not fit, or is not there, is passed over. */
    static List<String> used() {
        return Files.exists(ARCHIVE) ? List.of("-XX:SharedArchiveFile=" + ARCHIVE) : List.of();
    }

    /** What a JVM is told that makes the archive at its end, in place of an older one; beside it stands what it holds for. */
    static List<String> made() throws IOException {
        Files.createDirectories(FOLDER);
        Files.deleteIfExists(ARCHIVE);
        Files.writeString(FOLDER.resolve("class-path"), classPath());
        return CLASS_PATH.stream().anyMatch(Files::isDirectory)
                ? List.of()
                : List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE);
    }

    /** The class path of this JVM without the classes of tests. */
    static String classPath() {
        return CLASS_PATH.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean holdsTests(Path element) {
        return element.endsWith("test-classes") || element.toString().endsWith("-tests.jar");
    }
}
