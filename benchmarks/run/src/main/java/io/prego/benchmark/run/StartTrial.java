package io.prego.benchmark.run;

import static io.prego.benchmark.run.Platform.PREGO;

import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What it costs that Prego is there: until it is ready, in memory, on disk. */
final class StartTrial implements Trial {

    private static final int ROUNDS = 3;
    private static final int CLIENTS = 64;

    /** The plain values of an event's columns, without headers of rows and without indexes. */
    private static final String CONTENT = """
        SELECT sum(pg_column_size(position) + pg_column_size(recorded_at) + pg_column_size(occurred_at)
            + pg_column_size(stream_version) + pg_column_size(event_id) + pg_column_size(schema_id)
            + pg_column_size(append_index) + pg_column_size(append_size) + octet_length(type) + octet_length(stream_type)
            + octet_length(stream_id) + coalesce(octet_length(array_to_string(tags, '')), 0) + octet_length(actor)
            + coalesce(octet_length(tenant_id), 0) + coalesce(octet_length(trace_id), 0)
            + coalesce(octet_length(correlation_id), 0) + coalesce(octet_length(causation_id), 0)
            + coalesce(octet_length(source), 0) + coalesce(octet_length(request_mac), 0) + octet_length(salt)
            + octet_length(payload)) / count(*) FROM log.event
        """;

    private static final String DISK = """
        SELECT (pg_total_relation_size('log.event') + pg_total_relation_size('log.event_tag'))::float8 / count(*)
        FROM log.event
        """;

    private final Schedule schedule;
    private final int restSeconds;
    private final int loadSeconds;
    private final List<String> settings = new ArrayList<>();

    /** Takes {@code rest} and {@code seconds} (of load). */
    StartTrial(Options options) {
        this.schedule = Schedule.of(options, ROUNDS);
        this.restSeconds = options.number("rest", 15);
        this.loadSeconds = options.number("seconds", 30);
    }

    @Override
    public String load() {
        return ("start on an empty folder, %d s of rest, %d s of registrations by %d clients, another start on"
                        + " the same data")
                .formatted(restSeconds, loadSeconds, CLIENTS);
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.spread("first start, s", "first_s"),
                Column.spread("later start, s", "later_s"),
                Column.spread("PSS at rest, MiB", "rest_mb"),
                Column.median("of it JVM", "rest_jvm_mb"),
                Column.spread("PSS after load, MiB", "load_mb"),
                Column.median("of it JVM", "load_jvm_mb"),
                Column.median("events", "events"),
                Column.spread("disk per event, bytes", "disk_bytes"),
                Column.median("payload and envelope, bytes", "content_bytes"),
                Column.sum("lost or wrong", "lost"));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atMost("first start", PREGO, "first_s", 12, " s"),
                Target.atMost("later start", PREGO, "later_s", 12, " s"),
                Target.atMost("memory at rest", PREGO, "rest_mb", 1024, " MiB"),
                Target.atMost("memory after load", PREGO, "load_mb", 1024, " MiB"),
                Target.share(
                        "disk per event as part of payload and envelope",
                        PREGO,
                        "disk_bytes",
                        PREGO,
                        "content_bytes",
                        2.5,
                        true),
                Target.atMost("lost or wrong", PREGO, "lost", 0, ""));
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        var figures = new TreeMap<String, Double>();
        var platform = Platform.start(Platform.jvmArgumentsOfRun());
        try {
            figures.put("first_s", platform.readySeconds());
            TimeUnit.SECONDS.sleep(restSeconds);
            memory(platform, "rest", figures);
            load(platform, figures, round);
            platform = platform.again();
            figures.put("later_s", platform.readySeconds());
            tell(platform);
        } finally {
            platform.close();
        }
        return new Measurements(figures);
    }

    private void load(Platform platform, Map<String, Double> figures, int round) throws Exception {
        var holdings = new Holdings(platform);
        var what = Map.of("script", "tenants", "prefix", "start" + round, "seconds", Integer.toString(loadSeconds));
        try (var clients = Clients.start(platform, what)) {
            var accepted = clients.measure().get("accepted_in_all");
            holdings.awaitRest();
            figures.put("lost", holdings.lost(accepted));
        }
        memory(platform, "load", figures);
        figures.put("events", (double) holdings.head());
        figures.put("disk_bytes", holdings.number(DISK));
        figures.put("content_bytes", holdings.number(CONTENT));
    }

    private static void memory(Platform platform, String when, Map<String, Double> figures) throws IOException {
        var jvm = Processes.pssMb(platform.handle());
        figures.put(when + "_jvm_mb", jvm);
        figures.put(when + "_mb", jvm + Processes.pssMbOfChildren(platform.handle()));
    }

    private void tell(Platform platform) throws IOException, SQLException {
        settings.clear();
        settings.add("JVM: `%s`, as `mvn spring-boot:run` starts it; Maven's own time is not in the figures"
                .formatted(String.join(" ", Platform.jvmArgumentsOfRun())));
        settings.add(platform.settings());
    }

    @Override
    public List<String> settings() {
        return settings;
    }
}
