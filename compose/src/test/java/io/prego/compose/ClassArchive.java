package io.prego.compose;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Classes as a JVM has loaded them once, mapped by those that start after it on the same class path: the processes of
 * the tests start in three quarters of the CPU time. A class path with a folder has none, so this module's own classes
 * are put into a jar; where other modules are folders, as in a build that ends at {@code test}, there is no archive.
 */
final class ClassArchive {

    private static final Path FOLDER = Path.of("target", "class-archive").toAbsolutePath();
    private static final Path ARCHIVE = FOLDER.resolve("prego.jsa");
    private static final Path CLASS_PATH = FOLDER.resolve("class-path");
    private static final Path OWN_CLASSES = Path.of("target", "classes").toAbsolutePath();

    private ClassArchive() {}

    /** What a JVM is told that uses the archive; one that does not fit, or is not there, is passed over. */
    static List<String> used() {
        return Files.exists(ARCHIVE) ? List.of("-XX:SharedArchiveFile=" + ARCHIVE) : List.of();
    }

    /** What a JVM is told that makes the archive at its end, in place of an older one; beside it stands what it holds for. */
    static List<String> made() throws IOException {
        Files.deleteIfExists(ARCHIVE);
        Files.writeString(CLASS_PATH, classPath());
        return hasFolders() ? List.of() : List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE);
    }

    /** The class path of this JVM without the classes of tests. */
    static String classPath() {
        return String.join(File.pathSeparator, OwnJar.CLASS_PATH);
    }

    private static boolean hasFolders() {
        return OwnJar.CLASS_PATH.stream().map(Path::of).anyMatch(Files::isDirectory);
    }

    // The class is initialised, and so the jar made, at the first use.
    private static final class OwnJar {

        static final List<String> CLASS_PATH = Stream.concat(
                        Stream.of(made().toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(element -> !Path.of(element).startsWith(FOLDER.resolveSibling("test-classes")))
                                .filter(element -> !Path.of(element).equals(OWN_CLASSES)))
                .toList();

        private static Path made() {
            var jar = FOLDER.resolve("compose.jar");
            if (!FOLDER.toFile().isDirectory() && !FOLDER.toFile().mkdirs()) {
                throw new IllegalStateException("cannot make " + FOLDER);
            }
            var tool = ToolProvider.findFirst("jar").orElseThrow();
            var failed = tool.run(
                    System.out, System.err, "--create", "--file", jar.toString(), "-C", OWN_CLASSES.toString(), ".");
            if (failed != 0) {
                throw new IllegalStateException("cannot make " + jar);
            }
            return jar;
        }
    }
}
