package io.prego.torture.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * The class path of all processes, and the classes of each program as one of its processes has loaded them, mapped by those
 * that start later: a start takes half of the processor's time. A class path with a folder has no archive, so this module's own
 * classes are put into a jar.
 */
final class ClassArchives {

    private static final int DUMP_MAX_S = 60;

    private final Path folder;
    private final List<String> classPath = new ArrayList<>();

    /** @param folder takes the jar and the archives */
    ClassArchives(Path folder) throws IOException {
        this.folder = folder;
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
        var archive = archive(program);
        return List.of(
                Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-XX:+RecordDynamicDumpInfo",
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
