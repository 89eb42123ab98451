package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From the commit of an event until a consumer of committed records has it. */
final class RelayTrial implements Trial {

    private static final int ROUNDS = 3;
    private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");
    private static final String TOPIC = "prego.tenant.v1";

    private static final Competitor PREGO =
            new Competitor("prego", "Prego's relay", "platform", "io.prego.benchmark.platform.RelayProcess", "");
    private static final Competitor DEBEZIUM = debezium("debezium", "Debezium %s, embedded engine");
    private static final Competitor DEBEZIUM_TUNED =
            debezium("debezium-tuned", "Debezium %s, embedded engine, looks every 1 ms");

    private final Schedule schedule;
    private final int slow;
    private final int fast;
    private final int warm;
    private final int seconds;
    private final Server server;
    private final Server logical;

    /** Takes {@code slow} and {@code fast} (events per second), {@code warm} and {@code seconds} (of each of both). */
    RelayTrial(Options options) throws Exception {
        this.schedule = Schedule.of(options, ROUNDS);
        this.slow = options.number("slow", 1_000);
        this.fast = options.number("fast", 10_000);
        this.warm = options.number("warm", 20);
        this.seconds = options.number("seconds", 30);
        this.server = Server.start(Run.FOLDER);
        this.logical = Server.startLogical(Run.FOLDER);
    }

    private static Competitor debezium(String name, String label) {
        return new Competitor(
                name,
                label,
                "peer-debezium",
                "io.prego.benchmark.debezium.DebeziumProcess",
                "debezium-connector-postgres");
    }

    @Override
    public String load() {
        return "single events appended at %,d/s and at %,d/s, %d s each after %d s at %,d/s to warm up"
                .formatted(slow, fast, seconds, warm, slow);
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Competitor> competitors() {
        return schedule.chosen(List.of(PREGO, DEBEZIUM_TUNED, DEBEZIUM));
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.spread("%,d/s: p50, ms".formatted(slow), "slow_p50_ms"),
                Column.spread("p99, ms", "slow_p99_ms"),
                Column.spread("max, ms", "slow_max_ms"),
                Column.spread("%,d/s: p50, ms".formatted(fast), "fast_p50_ms"),
                Column.spread("p99, ms", "fast_p99_ms"),
                Column.spread("behind at the end, s", "fast_behind_s"),
                Column.spread("appended/s", "fast_appended_per_s"),
                Column.sum("failed appends", "failed"),
                Column.sum("lost or repeated", "lost"));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atMost("p50 at %,d/s".formatted(slow), PREGO, "slow_p50_ms", 3, " ms"),
                Target.atMost("p99 at %,d/s".formatted(slow), PREGO, "slow_p99_ms", 25, " ms"),
                Target.atMost("behind after %,d/s".formatted(fast), PREGO, "fast_behind_s", 1, " s"),
                Target.atLeast("appended at %,d/s".formatted(fast), PREGO, "fast_appended_per_s", 0.95 * fast, "/s"),
                Target.share("p50 of `debezium-tuned`", PREGO, "slow_p50_ms", DEBEZIUM_TUNED, "slow_p50_ms", 1, true),
                Target.atMost("lost or repeated", PREGO, "lost", 0, ""));
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        var isOwn = competitor.equals(PREGO);
        var postgres = isOwn ? server : logical;
        var database = "relay_%d_%s".formatted(round, competitor.name().replace('-', '_'));
        var jdbcUrl = postgres.create(database);
        try (var broker = Broker.start(HEAP);
                var appending = CandidateFork.start(
                        PREGO, HEAP, List.of(jdbcUrl, broker.bootstrapServers(), isOwn ? "own" : "other"))) {
            if (isOwn) {
                return measure(appending);
            }
            var kind = competitor.equals(DEBEZIUM) ? "default" : "tuned";
            var arguments = List.of(jdbcUrl, broker.bootstrapServers(), TOPIC, kind);
            try (var engine = CandidateFork.start(competitor, HEAP, arguments)) {
                var measured = measure(appending);
                engine.requireAlive();
                return measured;
            }
        } finally {
            postgres.drop(database);
        }
    }

    private Measurements measure(CandidateFork appending) throws IOException {
        var figures = new TreeMap<String, Double>();
        appending.ask("%d %d".formatted(slow, warm), System.err::println);
        for (var stretch : List.of(Map.entry("slow", slow), Map.entry("fast", fast))) {
            var measured = appending.ask("%d %d".formatted(stretch.getValue(), seconds), System.err::println);
            measured.values().forEach((name, value) -> {
                figures.put(stretch.getKey() + "_" + name, value);
                if (name.equals("lost") || name.equals("failed")) {
                    figures.merge(name, value, Double::sum);
                }
            });
        }
        return new Measurements(figures);
    }

    @Override
    public List<String> settings() throws Exception {
        var settings = new ArrayList<String>();
        settings.add("JVM of the relay and the appender, of the broker and of Debezium: `%s` each"
                .formatted(String.join(" ", HEAP)));
        settings.add("PostgreSQL: %s; for Debezium the same with wal_level=logical".formatted(server.settings()));
        return settings;
    }

    @Override
    public void close() throws IOException {
        server.close();
        logical.close();
    }
}
