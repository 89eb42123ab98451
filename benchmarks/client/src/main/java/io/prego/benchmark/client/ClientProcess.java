package io.prego.benchmark.client;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The process of the clients. Arguments are {@code name=value}: {@code port}, {@code key}, {@code script}, {@code prefix},
 * {@code count}, {@code file}, {@code clients}, {@code warm} and {@code seconds} (of asking), {@code rate} (requests per second; 0: each
 * client asks as soon as it has its answer), {@code tell} (yes: each acceptance is told at once), {@code seed}.
 */
public final class ClientProcess {

    private final Map<String, String> arguments = new HashMap<>();

    private ClientProcess(String[] args) {
        for (var argument : args) {
            var equals = argument.indexOf('=');
            arguments.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
    }

    public static void main(String[] args) throws Exception {
        new ClientProcess(args).run();
    }

    private void run() throws IOException {
        var target = new Target("127.0.0.1", number("port"), text("key"));
        var scripts = Scripts.named(
                text("script"),
                target,
                text("prefix"),
                number("count"),
                Path.of(text("file")),
                Long.parseLong(text("seed")));
        try (var clients =
                new Clients(target, scripts, number("clients"), text("tell").equals("yes"))) {
            var warm = number("warm") == 0 ? new Tally() : ask(clients, number("warm"));
            CandidateProcess.awaitGo();
            var cpu = cpu();
            var begin = System.nanoTime();
            var tally = ask(clients, number("seconds"));
            var taken = System.nanoTime() - begin;
            System.out.println(measurements(tally, warm, taken)
                    .with("last_bad_s", tally.lastBad == 0 ? 0 : (tally.lastBad - begin) / 1e9)
                    .with("client_cores", cpu().minus(cpu).toNanos() / (double) taken)
                    .line());
        }
    }

    private Tally ask(Clients clients, int seconds) throws IOException {
        var nanos = Duration.ofSeconds(seconds).toNanos();
        var rate = Double.parseDouble(text("rate"));
        return rate == 0 ? clients.inTurn(nanos) : clients.atRate(rate, nanos);
    }

    private static Measurements measurements(Tally tally, Tally warm, long nanos) {
        if (tally.failures() + warm.failures() > 0) {
            System.err.printf("failed: %s %s, broken: %d %d%n", warm.failed, tally.failed, warm.broken, tally.broken);
        }
        var accepted = tally.accepted;
        var refused = tally.refused;
        return new Measurements(Map.of(
                        "accepted_per_s",
                        accepted.count() * 1e9 / nanos,
                        "p50_ms",
                        accepted.ms(50),
                        "p99_ms",
                        accepted.ms(99),
                        "max_ms",
                        accepted.ms(100),
                        "refused",
                        (double) refused.count(),
                        "refused_silently",
                        (double) tally.refusedSilently,
                        "refused_max_ms",
                        refused.ms(100),
                        "failed",
                        (double) tally.failures() + warm.failures()))
                .with("accepted", accepted.count())
                .with("accepted_in_all", accepted.count() + warm.accepted.count());
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private String text(String name) {
        return Objects.requireNonNull(arguments.getOrDefault(name, ""));
    }

    private int number(String name) {
        return Integer.parseInt(text(name));
    }
}
