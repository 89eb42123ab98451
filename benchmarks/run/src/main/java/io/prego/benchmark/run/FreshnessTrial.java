package io.prego.benchmark.run;

import static io.prego.benchmark.run.Platform.PREGO;

import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** From the answer to a registration until the directory's table shows the tenant. */
final class FreshnessTrial implements Trial {

    private static final int ROUNDS = 3;
    private static final int REST_PER_S = 5;
    private static final int BATCH_TUNED = 100;

    private static final Competitor AXON4 = axon4("axon4-tracking", "Axon Framework %s, tracking processor");
    private static final Competitor AXON4_TUNED =
            axon4("axon4-tracking-tuned", "Axon Framework %s, tracking processor, 100 events per transaction");

    private final Schedule schedule;
    private final int perSecond;
    private final int warm;
    private final int seconds;
    private final Server server;
    private final List<String> settings = new ArrayList<>();
    private int stretches;

    /** Takes {@code rate} (per second, under load), {@code warm} and {@code seconds} (of each of both). */
    FreshnessTrial(Options options) throws IOException {
        this.schedule = Schedule.of(options, ROUNDS);
        this.perSecond = options.number("rate", 500);
        this.warm = options.number("warm", 30);
        this.seconds = options.number("seconds", 60);
        this.server = Server.start(Run.FOLDER);
    }

    private static Competitor axon4(String name, String label) {
        return new Competitor(
                name, label, "peer-axon4", "io.prego.benchmark.axon4.Axon4FreshnessProcess", "axon-eventsourcing");
    }

    @Override
    public String load() {
        return "registrations at %d/s and at %d/s, %d s each after %d s at the higher rate to warm up"
                .formatted(REST_PER_S, perSecond, seconds, warm);
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Competitor> competitors() {
        return schedule.chosen(List.of(PREGO, AXON4, AXON4_TUNED));
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.spread("at rest: p50, ms", "rest_p50_ms"),
                Column.spread("p99, ms", "rest_p99_ms"),
                Column.spread("under load: p50, ms", "load_p50_ms"),
                Column.spread("p99, ms", "load_p99_ms"),
                Column.spread("max, ms", "load_max_ms"),
                Column.spread("accepted/s", "load_per_s"),
                Column.sum("failed", "failed"),
                Column.sum("lost or wrong", "lost"));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atMost("p50 at rest", PREGO, "rest_p50_ms", 60, " ms"),
                Target.atMost("p99 at rest", PREGO, "rest_p99_ms", 200, " ms"),
                Target.atMost("p50 under load", PREGO, "load_p50_ms", 60, " ms"),
                Target.atMost("p99 under load", PREGO, "load_p99_ms", 200, " ms"),
                Target.share(
                        "p50 under load, of `axon4-tracking`", PREGO, "load_p50_ms", AXON4, "load_p50_ms", 1, true),
                Target.share(
                        "p50 under load, of `axon4-tracking-tuned`",
                        PREGO,
                        "load_p50_ms",
                        AXON4_TUNED,
                        "load_p50_ms",
                        1,
                        true),
                Target.atMost("lost or wrong", PREGO, "lost", 0, ""));
    }

    /** Somebody who registers so many tenants a second, for so long, and tells of each. */
    private interface Registering {
        Measurements run(int perSecond, int seconds, Consumer<String> told) throws Exception;
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        return competitor.equals(PREGO) ? prego() : axon(competitor, round);
    }

    private Measurements prego() throws Exception {
        try (var platform = Platform.start()) {
            var measured = watch(platform.jdbcUrl(), (rate, duration, told) -> {
                var what = Map.of(
                        "script",
                        "tenants",
                        "prefix",
                        "fresh" + ++stretches,
                        "rate",
                        Integer.toString(rate),
                        "seconds",
                        Integer.toString(duration),
                        "tell",
                        "yes");
                try (var clients = Clients.start(platform, what)) {
                    return clients.measure(told);
                }
            });
            var holdings = new Holdings(platform);
            holdings.awaitRest();
            settings.clear();
            settings.addAll(HttpColumns.settings(platform));
            return measured.with("lost", measured.get("unseen") + holdings.lost(measured.get("accepted")));
        }
    }

    private Measurements axon(Competitor competitor, int round) throws Exception {
        var database = "fresh_%d_%s".formatted(round, competitor.name().replace('-', '_'));
        var jdbcUrl = server.create(database);
        ReadTables.make(jdbcUrl);
        var batch = competitor.equals(AXON4) ? 1 : BATCH_TUNED;
        try (var fork = CandidateFork.start(competitor, List.of(jdbcUrl, Integer.toString(batch)))) {
            var measured = watch(jdbcUrl, (rate, duration, told) -> fork.ask("%d %d".formatted(rate, duration), told));
            var shown = Sql.number(jdbcUrl, "SELECT count(*) FROM read.tenant_directory WHERE valid_to IS NULL");
            return measured.with("lost", measured.get("unseen") + Math.abs(measured.get("accepted") - shown));
        } finally {
            server.drop(database);
        }
    }

    private Measurements watch(String jdbcUrl, Registering registering) throws Exception {
        var figures = new TreeMap<String, Double>();
        // Each is at rest again before the next begins: a watcher waits for all.
        watch(jdbcUrl, "warm", perSecond, warm, registering, figures);
        watch(jdbcUrl, "rest", REST_PER_S, seconds, registering, figures);
        watch(jdbcUrl, "load", perSecond, seconds, registering, figures);
        return new Measurements(figures);
    }

    private void watch(
            String jdbcUrl, String name, int rate, int duration, Registering registering, Map<String, Double> figures)
            throws Exception {
        try (var watcher = Watcher.start(jdbcUrl)) {
            var measured = registering.run(rate, duration, watcher::take);
            count(measured, figures);
            figures.put(name + "_per_s", measured.get("accepted_per_s"));
            var seen = watcher.finish();
            figures.merge("unseen", (double) seen.missing(), Double::sum);
            figures.put(name + "_p50_ms", seen.latencies().ms(50));
            figures.put(name + "_p99_ms", seen.latencies().ms(99));
            figures.put(name + "_max_ms", seen.latencies().ms(100));
        }
    }

    private static void count(Measurements measured, Map<String, Double> figures) {
        figures.merge("accepted", measured.get("accepted_in_all"), Double::sum);
        figures.merge("failed", measured.get("failed"), Double::sum);
    }

    @Override
    public List<String> settings() {
        var all = new ArrayList<>(settings);
        all.add("JVM of Axon: `%s`".formatted(String.join(" ", CandidateFork.JVM_ARGUMENTS)));
        return all;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
