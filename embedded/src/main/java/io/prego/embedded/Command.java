package io.prego.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short program that is run to its end. */
final class Command {

    private Command() {}

    /** @param output standard output and error, mingled */
    record Outcome(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * Runs the program with an empty standard input.
     *
     * @param limit after which it is killed; its exit code then is that of a killed process
     * @throws IOException when it cannot be started, or the wait for it is interrupted
     */
    static Outcome run(List<String> command, Duration limit) throws IOException {
        var process = plain(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var killer = Thread.ofVirtual().start(() -> killAfter(process, limit));
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        } finally {
            killer.interrupt();
        }
    }

    /** A builder whose environment carries none of the variables by which PostgreSQL's programs are steered. */
    static ProcessBuilder plain(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        var exception = new InterruptedIOException("interrupted");
        exception.initCause(cause);
        return exception;
    }

    private static void killAfter(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
