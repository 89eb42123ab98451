package io.prego.benchmark.run;

import io.prego.benchmark.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one benchmark: all candidates in every round, each round beginning with another one, so that what the machine does
 * meanwhile falls on all of them. Prints progress to standard error and the tables to standard output.
 */
public final class Run {

    private static final Path FOLDER = Path.of("benchmarks", "run", "target");

    private final Plan plan;
    private final Server server;
    private final Map<Competitor, List<Measured>> results = new LinkedHashMap<>();

    private Run(Plan plan, Server server) {
        this.plan = plan;
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        var plan = Plan.of(Arrays.asList(args));
        var load = Machine.load();
        try (var server = Server.start(FOLDER)) {
            var run = new Run(plan, server);
            for (var round = 0; round < plan.rounds(); round++) {
                run.round(round);
            }
            System.out.println(run.heading(String.join(" ", args), load));
            System.out.println(Report.table(plan, run.labels(), run.results));
            System.out.println(Report.targets(plan, run.results));
        }
    }

    private void round(int round) throws Exception {
        var size = plan.competitors().size();
        for (var i = 0; i < size; i++) {
            var competitor = plan.competitors().get((i + round) % size);
            var measured = measure(competitor, round);
            results.computeIfAbsent(competitor, _ -> new ArrayList<>()).add(measured);
            System.err.printf(
                    "round %d of %d: %s %s events/s, p99 %s ms%n",
                    round + 1,
                    plan.rounds(),
                    competitor.name(),
                    Figures.plain(Math.rint(measured.eventsPerSecond())),
                    Figures.plain(measured.p99Micros() / 1e3));
        }
    }

    private Measured measure(Competitor competitor, int round) throws IOException, SQLException {
        var database = "round_%d_%s".formatted(round, competitor.name().replace('-', '_'));
        var jdbcUrl = server.create(database);
        try (var fork = CandidateFork.start(competitor, jdbcUrl, plan, plan.seed() + 1_000L * round)) {
            server.settle(jdbcUrl);
            return fork.measure();
        } finally {
            server.drop(database);
        }
    }

    private String heading(String arguments, String load) throws IOException, SQLException {
        return """
            `scripts/bench %s`: %s. Medians of %d rounds (least..most), seed %d, commit %s.

            - Machine: %s, file system %s, load %s before the run
            - JVM of each candidate: %s, `%s`
            - PostgreSQL: %s
            """.formatted(
                        arguments,
                        Report.load(plan.load()),
                        plan.rounds(),
                        plan.seed(),
                        Machine.commit(),
                        Machine.hardware(),
                        server.fileSystem(),
                        load,
                        Machine.jdk(),
                        String.join(" ", CandidateFork.JVM_ARGUMENTS),
                        String.join(", ", server.settings()));
    }

    private Map<Competitor, String> labels() throws IOException {
        var labels = new LinkedHashMap<Competitor, String>();
        for (var competitor : plan.competitors()) {
            labels.put(
                    competitor,
                    competitor.label().formatted(ClassPath.of(competitor).versionOf(competitor.library())));
        }
        return labels;
    }
}
