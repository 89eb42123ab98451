package io.prego.benchmark.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the figures were measured on. */
final class Machine {

    private Machine() {}

    /** Cores, processor, memory, kernel. */
    static String hardware() throws IOException {
        return "%d cores (%s), %s memory, kernel %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        value("/proc/cpuinfo", "model name"),
                        gib(value("/proc/meminfo", "MemTotal")),
                        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
    }

    static String jdk() {
        return "%s (%s)".formatted(System.getProperty("java.vm.version"), System.getProperty("java.vm.vendor"));
    }

    /** The load average before the run: much above 0 tells that others were at work. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    /** The commit, and whether what was measured differs from it. */
    static String commit() throws IOException {
        var commit = git("rev-parse", "--short=12", "HEAD");
        return git("status", "--porcelain").isEmpty() ? commit : commit + " with changes";
    }

    private static String git(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.onExit().join().exitValue() == 0 ? answer : "unknown";
    }

    private static String value(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }

    private static String gib(String kilobytes) {
        var digits = kilobytes.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? "unknown" : Math.round(Long.parseLong(digits) / 1048576.0) + " GiB";
    }
}
