package io.prego.benchmark.run;

import static io.prego.benchmark.run.Platform.PREGO;

import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Read models built anew from all events, beside a tracking processor that replays its store into the same tables. */
final class RebuildTrial implements Trial {

    private static final int ROUNDS = 3;
    private static final int EVENTS_PER_TENANT = 18;
    private static final int EVENTS_PER_REGISTRATION = 3;
    private static final int BATCH_TUNED = 500;
    private static final String DIFFERENCES = """
        SELECT coalesce(sum(rows_changed + rows_missing + rows_added), 0) + count(*) FILTER (WHERE outcome <> 'switched')
        FROM read.projection_build
        """;

    private static final Competitor AXON4 = axon4("axon4-replay", "Axon Framework %s, tracking processor");
    private static final Competitor AXON4_TUNED =
            axon4("axon4-replay-tuned", "Axon Framework %s, tracking processor, 500 events per transaction");

    private final Schedule schedule;
    private final int events;
    private final int peerEvents;
    private final Server server;
    private final List<String> settings = new ArrayList<>();

    /** Takes {@code events} and {@code peer-events} (of the peer, which is slower by far). */
    RebuildTrial(Options options) throws IOException {
        this.schedule = Schedule.of(options, ROUNDS);
        this.events = options.number("events", 1_000_000);
        this.peerEvents = options.number("peer-events", 30_000);
        this.server = Server.start(Run.FOLDER);
    }

    private static Competitor axon4(String name, String label) {
        return new Competitor(
                name, label, "peer-axon4", "io.prego.benchmark.axon4.Axon4ReplayProcess", "axon-eventsourcing");
    }

    @Override
    public String load() {
        return "directory and event list built anew from %,d events (the peer's: %,d), each by itself on a platform at rest"
                .formatted(events, peerEvents);
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
                Column.spread("directory: events/s", "directory_per_s"),
                Column.spread("s", "directory_s"),
                Column.spread("event list: events/s", "event_per_s"),
                Column.spread("s", "event_s"),
                Column.sum("lost or wrong", "lost"));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atLeast("directory", PREGO, "directory_per_s", 30_000, " events/s"),
                Target.atLeast("event list", PREGO, "event_per_s", 30_000, " events/s"),
                times("directory", AXON4),
                times("event", AXON4),
                times("directory", AXON4_TUNED),
                times("event", AXON4_TUNED),
                Target.atMost("lost or wrong", PREGO, "lost", 0, ""));
    }

    private static Target times(String what, Competitor peer) {
        var figure = what + "_per_s";
        return Target.share("%s beside `%s`".formatted(what, peer.name()), PREGO, figure, peer, figure, 5, false);
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        return competitor.equals(PREGO) ? prego() : axon(competitor, round);
    }

    private Measurements prego() throws Exception {
        try (var platform = Platform.start()) {
            var tenants = events / EVENTS_PER_TENANT;
            Fill.tenants(platform, tenants, "whole");
            var holdings = new Holdings(platform);
            var figures = new TreeMap<String, Double>();
            for (var model : List.of("directory", "event")) {
                var seconds = rebuild(platform, model.equals("directory") ? "tenant_directory" : model);
                figures.put(model + "_s", seconds);
                figures.put(model + "_per_s", holdings.head() / seconds);
            }
            // The product compares both generations row by row before it switches; this asks what it has found.
            figures.put("lost", holdings.number(DIFFERENCES) + holdings.lost(tenants));
            settings.clear();
            settings.addAll(HttpColumns.settings(platform));
            return new Measurements(figures);
        }
    }

    /** Seconds from the request until the new generation answers. */
    private static double rebuild(Platform platform, String model) throws Exception {
        var begin = System.nanoTime();
        var url = "http://127.0.0.1:%d/internal/projections/%s/rebuild".formatted(platform.port(), model);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("authorization", "Bearer " + platform.key())
                    .POST(BodyPublishers.noBody())
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new IOException("a rebuild is refused: " + answer.body());
            }
        }
        new Holdings(platform).await("""
            SELECT (count(*) > 0 AND bool_and(ended_at IS NOT NULL))::int FROM read.projection_build WHERE name = '%s'
            """.formatted(model));
        return (System.nanoTime() - begin) / 1e9;
    }

    private Measurements axon(Competitor competitor, int round) throws Exception {
        var figures = new TreeMap<String, Double>();
        for (var model : List.of("directory", "event")) {
            var database =
                    "replay_%d_%s_%s".formatted(round, model, competitor.name().replace('-', '_'));
            var jdbcUrl = server.create(database);
            ReadTables.make(jdbcUrl);
            var batch = competitor.equals(AXON4) ? 1 : BATCH_TUNED;
            var arguments = List.of(
                    jdbcUrl, Integer.toString(batch), model, Integer.toString(peerEvents / EVENTS_PER_REGISTRATION));
            try (var fork = CandidateFork.start(competitor, arguments)) {
                server.settle(jdbcUrl);
                var measured = fork.measure();
                figures.put(model + "_s", measured.get("seconds"));
                figures.put(model + "_per_s", measured.get("events_per_s"));
                var wanted = model.equals("event") ? measured.get("events") : measured.get("events") * 2 / 3;
                var table = model.equals("event") ? "read.event" : "read.tenant_directory";
                var missing = Math.abs(wanted - Sql.number(jdbcUrl, "SELECT count(*) FROM " + table));
                figures.merge("lost", missing, Double::sum);
            } finally {
                server.drop(database);
            }
        }
        return new Measurements(figures);
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
