package io.prego.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A program that starts parts on a folder, writes to them, says "ready" and the server's process id, and waits for its end. */
final class Victim {

    /** Followed by the broker's port. */
    static final String KAFKA = "kafka:";

    private Victim() {}

    /** @param arguments the folder, then the parts: {@code postgres}, {@code kafka:PORT} or both */
    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (Exception e) {
            e.printStackTrace();
            // A broker's threads would keep it from ending, and who waits for "ready" would wait for ever.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var parts = List.of(arguments);
        var pid = parts.contains("postgres") ? writtenPostgres(folder).pid() : 0;
        var kafka = parts.stream().filter(part -> part.startsWith(KAFKA)).findFirst();
        if (kafka.isPresent()) {
            writeKafka(folder, Integer.parseInt(kafka.get().substring(KAFKA.length())));
        }
        // Nobody refers to the parts any more; they must go on all the same.
        System.gc();
        System.out.println("ready " + pid);
        new CountDownLatch(1).await();
    }

    private static EmbeddedPostgres writtenPostgres(Path folder) throws Exception {
        var begin = System.nanoTime();
        var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        System.out.printf("postgres started in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        EmbeddedPostgresTest.execute(postgres, "CREATE TABLE IF NOT EXISTS kept (word text)");
        EmbeddedPostgresTest.execute(postgres, "INSERT INTO kept VALUES ('written')");
        return postgres;
    }

    private static void writeKafka(Path folder, int port) throws Exception {
        var begin = System.nanoTime();
        var kafka = EmbeddedKafka.start(folder.resolve("kafka"), port).bootstrapServers();
        System.out.printf("kafka started in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        Records.makeTopic(kafka, "kept");
        Records.commit(kafka, "kept", "written");
    }

    /** One that runs and has said "ready". */
    record Running(Process process, ProcessHandle server) {

        static Running start(List<String> prefix, String classPath, Path folder, String... parts) throws IOException {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var temporary = "-Djava.io.tmpdir=" + folder;
            var own = Stream.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    temporary,
                    "-cp",
                    classPath,
                    Victim.class.getName(),
                    folder.toString());
            var command = Stream.of(prefix.stream(), own, Stream.of(parts)).flatMap(words -> words);
            var process = new ProcessBuilder(command.toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Running(process, ProcessHandle.of(pidWhenReady(process)).orElse(process.toHandle()));
        }

        private static long pidWhenReady(Process process) throws IOException {
            for (var line = process.inputReader().readLine();
                    line != null;
                    line = process.inputReader().readLine()) {
                if (line.startsWith("ready ")) {
                    return Long.parseLong(line.substring("ready ".length()));
                }
            }
            throw new IOException("it ended before it was ready");
        }

        /** SIGKILL: nothing of it can run on the way out. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
