package io.prego.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process and its children take of the machine. */
final class Processes {

    private static final double BYTES_PER_KB = 1024;

    private Processes() {}

    /** Proportional set size, in MiB: what is shared counts in parts. */
    static double pssMb(ProcessHandle process) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/%d/smaps_rollup".formatted(process.pid())))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    / BYTES_PER_KB;
        } catch (NoSuchFileException _) {
            return 0; // It has ended meanwhile.
        }
    }

    static double pssMbOfChildren(ProcessHandle process) throws IOException {
        var sum = 0.0;
        for (var child : process.descendants().toList()) {
            sum += pssMb(child);
        }
        return sum;
    }

    /** Seconds of CPU that it has taken so far. */
    static double cpuSeconds(ProcessHandle process) {
        return seconds(Stream.of(process));
    }

    /** Of those that live. */
    static double cpuSecondsOfChildren(ProcessHandle process) {
        return seconds(process.descendants());
    }

    private static double seconds(Stream<ProcessHandle> processes) {
        return processes
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToDouble(duration -> duration.toNanos() / 1e9)
                .sum();
    }
}
