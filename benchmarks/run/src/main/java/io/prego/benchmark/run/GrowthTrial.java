package io.prego.benchmark.run;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** The same load of appends on logs that hold more and more. */
final class GrowthTrial implements Trial {

    private static final int ROUNDS = 1;
    private static final int FILL_MAX = 1_000_000;

    private static final Competitor PREGO =
            new Competitor("prego", "Prego", "prego", "io.prego.benchmark.prego.GrowthProcess", "");

    private final Schedule schedule;
    private final List<Integer> sizes;
    private final int aggregates;
    private final Server server;

    /** Takes {@code sizes} (events in the log, ascending, comma separated) and {@code aggregates} (of the load). */
    GrowthTrial(Options options) throws IOException {
        this.schedule = Schedule.of(options, ROUNDS);
        this.sizes = Arrays.stream(options.text("sizes", "100000,1000000").split(",", -1))
                .map(Integer::valueOf)
                .toList();
        this.aggregates = options.number("aggregates", 10_000);
        this.server = Server.start(Run.FOLDER);
    }

    @Override
    public String load() {
        return "%,d aggregates × (create + 4 changes), 64 callers, on a log of %s events in turn"
                .formatted(
                        aggregates,
                        String.join(", ", sizes.stream().map("%,d"::formatted).toList()));
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Competitor> competitors() {
        return List.of(PREGO);
    }

    @Override
    public List<Column> columns() {
        var columns = new ArrayList<Column>();
        for (var size : sizes) {
            columns.add(Column.spread("%,d events: commands/s".formatted(size), "rate_" + size));
            columns.add(Column.spread("p99, ms", "p99_" + size));
            columns.add(Column.spread("heap, MiB", "heap_" + size));
            columns.add(Column.spread("PSS of the JVM, MiB", "pss_" + size));
        }
        columns.add(Column.sum("lost or wrong", "lost"));
        return columns;
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atLeast("slowest rate as part of the fastest", PREGO, "flatness", 0.75, ""),
                Target.atMost("lost or wrong", PREGO, "lost", 0, ""));
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        var database = "growth_" + round;
        var jdbcUrl = server.create(database);
        var figures = new TreeMap<String, Double>();
        try (var fork = CandidateFork.start(PREGO, List.of(jdbcUrl))) {
            for (var warmUp = 0; warmUp < CandidateProcess.WARM_UPS; warmUp++) {
                fork.ask("measure " + aggregates, System.err::println);
            }
            for (var size : sizes) {
                fill(fork, jdbcUrl, size);
                server.settle(jdbcUrl);
                var measured = fork.ask("measure " + aggregates, System.err::println);
                figures.put("rate_" + size, measured.get("commands_per_s"));
                figures.put("p99_" + size, measured.get("p99_ms"));
                figures.put("heap_" + size, measured.get("heap_mb"));
                figures.put("pss_" + size, Processes.pssMb(fork.handle()));
                figures.merge("lost", measured.get("lost"), Double::sum);
            }
        } finally {
            server.drop(database);
        }
        var rates = sizes.stream()
                .mapToDouble(size -> figures.getOrDefault("rate_" + size, 0.0))
                .summaryStatistics();
        figures.put("flatness", rates.getMin() / rates.getMax());
        return new Measurements(figures);
    }

    private static void fill(CandidateFork fork, String jdbcUrl, int size) throws Exception {
        for (var left = missing(jdbcUrl, size); left > size / 100; left = missing(jdbcUrl, size)) {
            fork.ask("fill " + Math.min(left, FILL_MAX), System.err::println);
        }
    }

    private static long missing(String jdbcUrl, int size) throws Exception {
        return size - (long) Sql.number(jdbcUrl, "SELECT max(position) FROM log.event");
    }

    @Override
    public List<String> settings() throws Exception {
        return List.of(
                "JVM: `%s`".formatted(String.join(" ", CandidateFork.JVM_ARGUMENTS)),
                "PostgreSQL: " + server.settings());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
