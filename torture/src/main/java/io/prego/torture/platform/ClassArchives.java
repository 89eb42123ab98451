package io.prego.torture.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The class path of all processes, and the classes of each program as one of its processes has loaded them, mapped by those
 * that start later: a start takes half of the processor's time. A class path with a folder has no archive, so this module's own
 * classes are put into a jar. Who runs beside others that have made an archive of all programs may be given theirs.
 */
final class ClassArchives {

    private static final int DUMP_MAX_S = 60;

    /** The property of this JVM that names what it is given. */
    private static final String GIVEN = "prego.class-archive";

    private final Path folder;
    private final @Nullable Path given;
    private final Set<String> classPath = new LinkedHashSet<>();

    /** @param folder takes the jar and the archives */
    ClassArchives(Path folder) throws IOException {
        this(folder, Path.of(System.getProperty(GIVEN, "none")));
    }

    /** @param given holds {@code prego.jsa} and the {@code class-path} with which it was made; is passed over without them */
    ClassArchives(Path folder, Path given) throws IOException {
        this.folder = folder;
        this.given = Files.exists(given.resolve("prego.jsa")) ? given.resolve("prego.jsa") : null;
        if (this.given != null) {
            // An archive holds for a class path that begins with its own.
            var its = Files.readString(given.resolve("class-path"));
            classPath.addAll(List.of(its.split(File.pathSeparator, -1)));
        }
        for (var element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var path = Path.of(element);
            // An empty element would be the working directory; no program of the tests runs in a process of its own.
            if (!element.isEmpty() && !path.endsWith(Path.of("target", "test-classes"))) {
                classPath.add((Files.isDirectory(path) ? jar(path) : path).toString());
            }
        }
    }

    private Path jar(Path classes) throws IOException {
        var jar = Files.createTempFile(folder, "classes-", ".jar");
        var failed = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (failed != 0) {
            throw new IOException("cannot make a jar of " + classes);
        }
        return jar;
    }

    /** What a JVM is told that runs the program. */
    List<String> arguments(Class<?> program) {
        var archive = Files.exists(archive(program)) ? archive(program) : given;
        return List.of(
                archive == null ? "-XX:+RecordDynamicDumpInfo" : "-XX:SharedArchiveFile=" + archive,
                "-cp",
                String.join(File.pathSeparator, classPath));
    }

    /**
     * Makes the archive of a program from a process that runs it, which must be ended then: the JVM of one that goes on crashes
     * where it looks for a lambda in what was dumped. Some crash at once, and leave none: then each start takes its full time.
     */
    void make(Class<?> program, long pid) throws IOException, InterruptedException {
        var unfinished = folder.resolve(program.getSimpleName() + ".dump");
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var words = Files.createTempFile(folder, "jcmd-", ".log");
        var dump = new ProcessBuilder(jcmd, Long.toString(pid), "VM.cds", "dynamic_dump", unfinished.toString())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        if (dump.waitFor(DUMP_MAX_S, TimeUnit.SECONDS) && Files.exists(unfinished)) {
            Files.move(unfinished, archive(program));
        } else {
            System.err.printf(
                    "no archive of the classes of %s: %s%n",
                    program.getSimpleName(), Files.readString(words).strip());
        }
    }

    private Path archive(Class<?> program) {
        return folder.resolve(program.getSimpleName() + ".jsa");
    }
}
