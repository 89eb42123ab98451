package io.prego.benchmark.run;

import static io.prego.benchmark.run.Platform.PREGO;

import io.prego.benchmark.Md5;
import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads through HTTP, beside the statements that answer them, run by PostgreSQL's own benchmark. */
final class QueriesTrial implements Trial {

    private static final int ROUNDS = 3;
    private static final int SAMPLE = 5_000;
    private static final String NOW = "valid_to IS NULL";
    private static final String PAST = "valid_from <= :as_of AND (valid_to IS NULL OR valid_to > :as_of)";

    private static final Competitor PGBENCH =
            new Competitor("pgbench", "the same SQL by pgbench, prepared", "platform", PREGO.main(), "");

    private final Schedule schedule;
    private final int tenants;
    private final int clients;
    private final int seconds;
    private @Nullable Platform platform;

    /** Takes {@code tenants}, {@code clients} and {@code seconds} (of each query, after as many to warm up). */
    QueriesTrial(Options options) {
        this.schedule = Schedule.of(options, ROUNDS);
        this.tenants = options.number("tenants", 100_000);
        this.clients = options.number("clients", 16);
        this.seconds = options.number("seconds", 10);
    }

    /** One kind of read. */
    private enum Query {
        PAGE("SELECT * FROM read.tenant_directory WHERE %s AND tenant_id > 'tnt_' || md5((:n)::text)"
                + " ORDER BY tenant_id LIMIT 201"),
        JOB("SELECT * FROM read.provisioning_state WHERE %s AND job_id = 'job_' || md5((:n)::text)"
                + " ORDER BY valid_from DESC LIMIT 1"),
        HISTORY("SELECT position, event_id, type, schema_id, stream_type, stream_id, stream_version, tags, occurred_at,"
                + " recorded_at, actor, tenant_id, trace_id, correlation_id, causation_id, source, payload"
                + " FROM read.event e WHERE position <= :as_of AND tenant_id = 'tnt_' || md5((:n)::text)"
                + " ORDER BY position LIMIT 201");

        private final String sql;

        Query(String sql) {
            this.sql = sql;
        }

        String figure(boolean past) {
            return name().toLowerCase(Locale.ROOT) + (past ? "_past" : "_now") + "_per_s";
        }

        String sql(boolean past) {
            return sql.formatted(past ? PAST : NOW);
        }
    }

    @Override
    public String load() {
        return "%d clients, %,d tenants of 5 events each; `as_of` is the position after which one in ten came; %d s for each query after as many to warm up"
                .formatted(clients, tenants, seconds);
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Competitor> competitors() {
        return schedule.chosen(List.of(PREGO, PGBENCH));
    }

    @Override
    public List<Column> columns() {
        var columns = new ArrayList<Column>();
        for (var query : Query.values()) {
            var name = query.name().toLowerCase(Locale.ROOT);
            columns.add(Column.spread(name + "/s", query.figure(false)));
            columns.add(Column.spread(name + " `as_of`/s", query.figure(true)));
        }
        columns.add(Column.sum("failed", "failed"));
        return columns;
    }

    @Override
    public List<Target> targets() {
        var targets = new ArrayList<Target>();
        for (var query : Query.values()) {
            var name = query.name().toLowerCase(Locale.ROOT);
            for (var past : List.of(false, true)) {
                targets.add(Target.share(
                        name + (past ? " `as_of`" : "") + " of `pgbench`",
                        PREGO,
                        query.figure(past),
                        PGBENCH,
                        query.figure(past),
                        0.25,
                        false));
            }
            targets.add(Target.share(
                    "time of %s `as_of` beside now".formatted(name),
                    PREGO,
                    query.figure(false),
                    PREGO,
                    query.figure(true),
                    1.5,
                    true));
        }
        targets.add(Target.atMost("failed", PREGO, "failed", 0, ""));
        return targets;
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        var filled = platform == null ? fill() : platform;
        platform = filled;
        var asOf = new Holdings(filled).head() * 9 / 10;
        var figures = new TreeMap<String, Double>();
        for (var query : Query.values()) {
            for (var past : List.of(false, true)) {
                if (competitor.equals(PREGO)) {
                    var measured = http(filled, paths(filled, query, past ? "as_of=" + asOf : ""), round);
                    figures.put(query.figure(past), measured.get("accepted_per_s"));
                    figures.merge("failed", HttpColumns.notAccepted(measured).get("not_accepted"), Double::sum);
                } else {
                    var head = past ? asOf : new Holdings(filled).head();
                    figures.put(query.figure(past), pgbench(filled, query.sql(past), head));
                }
            }
        }
        return new Measurements(figures);
    }

    private Platform fill() throws Exception {
        var started = Platform.start();
        Fill.tenants(started, tenants, "waiting");
        return started;
    }

    private Measurements http(Platform filled, List<String> paths, int round) throws Exception {
        var file = filled.folder().resolve("paths");
        Files.write(file, paths);
        var what = Map.of(
                "script", "get",
                "file", file.toString(),
                "clients", Integer.toString(clients),
                "warm", Integer.toString(seconds),
                "seconds", Integer.toString(seconds),
                "seed", Long.toString(schedule.seed(round)));
        try (var asking = Clients.start(filled, what)) {
            return asking.measure();
        }
    }

    /** @param asOf as a parameter, or nothing */
    private List<String> paths(Platform filled, Query query, String asOf) throws Exception {
        var parameter = asOf.isEmpty() ? "" : "?" + asOf;
        // In as_of's past the youngest of the tenants are not there yet.
        var there = tenants * 8 / 10;
        return switch (query) {
            case PAGE -> DirectoryPages.paths(filled, asOf, tenants);
            case JOB ->
                numbers(there)
                        .map(n -> "/v1/jobs/job_%s%s".formatted(Md5.of(n), parameter))
                        .toList();
            case HISTORY ->
                numbers(there)
                        .map(n -> "/internal/tenants/tnt_%s/history%s".formatted(Md5.of(n), parameter))
                        .toList();
        };
    }

    private static Stream<Integer> numbers(int there) {
        var count = Math.min(there, SAMPLE);
        return IntStream.rangeClosed(1, count).mapToObj(i -> (int) ((long) i * there / count));
    }

    private double pgbench(Platform filled, String sql, long asOf) throws IOException, InterruptedException {
        var script = filled.folder().resolve("script.sql");
        Files.writeString(script, "\\set n random(1, %d)\n%s;\n".formatted(tenants * 8 / 10, sql));
        return Pgbench.run(
                filled.jdbcUrl(),
                List.of(
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=1",
                        "--time=" + seconds,
                        "--define=as_of=" + asOf,
                        "--random-seed=" + schedule.seed(),
                        "--file=" + script));
    }

    @Override
    public List<String> settings() throws Exception {
        var filled = platform;
        var settings = new ArrayList<>(filled == null ? List.<String>of() : HttpColumns.settings(filled));
        settings.add(Pgbench.version());
        return settings;
    }

    @Override
    public void close() throws IOException {
        if (platform != null) {
            platform.close();
        }
    }
}
