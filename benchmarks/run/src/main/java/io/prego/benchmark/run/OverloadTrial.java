package io.prego.benchmark.run;

import static io.prego.benchmark.run.Platform.PREGO;

import io.prego.benchmark.Measurements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Registrations at twice the rate that the platform can bear, and what comes afterwards. */
final class OverloadTrial implements Trial {

    private static final int ROUNDS = 3;
    private static final int CONNECTIONS_MAX = 6_000;
    private static final int AFTERWARDS_PER_S = 20;
    private static final int AFTERWARDS_S = 30;

    private final Schedule schedule;
    private final int warm;
    private final int seconds;
    private final List<String> settings = new ArrayList<>();

    /** Takes {@code warm} and {@code seconds} (of finding out what it can bear, and of the overload). */
    OverloadTrial(Options options) {
        this.schedule = Schedule.of(options, ROUNDS);
        this.warm = options.number("warm", 30);
        this.seconds = options.number("seconds", 30);
    }

    @Override
    public String load() {
        return ("`POST /v1/tenants` by 64 clients for %1$d s after %2$d s of warm-up tells what it can bear; twice that for %1$d s on"
                        + " up to %3$,d connections; then %4$d a second")
                .formatted(seconds, warm, CONNECTIONS_MAX, AFTERWARDS_PER_S);
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.spread("can bear, requests/s", "capacity_per_s"),
                Column.spread("overload: asked/s", "asked_per_s"),
                Column.spread("accepted/s", "accepted_per_s"),
                Column.spread("p50, ms", "p50_ms"),
                Column.spread("p99, ms", "p99_ms"),
                Column.spread("refused", "refused"),
                Column.sum("of them without `Retry-After`", "refused_silently"),
                Column.spread("latest refusal, ms", "refused_max_ms"),
                Column.sum("done though refused", "done_though_refused"),
                Column.sum("failed otherwise", "failed"),
                Column.spread("PSS grew by, MiB", "grown_mb"),
                Column.spread("normal again after, s", "normal_s"),
                Column.sum("lost or wrong", "lost"));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atMost("p99 of what it accepts", PREGO, "p99_ms", 100, " ms"),
                Target.atMost("latest refusal", PREGO, "refused_max_ms", 1_000, " ms"),
                Target.atMost("refused without `Retry-After`", PREGO, "refused_silently", 0, ""),
                Target.atMost("failed otherwise", PREGO, "failed", 0, ""),
                Target.atMost("normal again", PREGO, "normal_s", 10, " s"),
                Target.atMost("lost or wrong", PREGO, "lost", 0, ""));
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        var figures = new TreeMap<String, Double>();
        try (var platform = Platform.start()) {
            var capacity = ask(platform, "bear", Map.of("warm", Integer.toString(warm), "seconds", text(seconds)));
            var rate = 2 * capacity.get("accepted_per_s");
            var before = Processes.pssMb(platform.handle());
            var over = ask(
                    platform,
                    "over",
                    Map.of("rate", Double.toString(rate), "seconds", text(seconds), "clients", text(CONNECTIONS_MAX)));
            figures.putAll(over.values());
            figures.put("grown_mb", Processes.pssMb(platform.handle()) - before);
            figures.put("capacity_per_s", capacity.get("accepted_per_s"));
            figures.put("asked_per_s", rate);
            var after = ask(platform, "after", Map.of("rate", text(AFTERWARDS_PER_S), "seconds", text(AFTERWARDS_S)));
            figures.put("normal_s", after.get("last_bad_s"));
            var holdings = new Holdings(platform);
            holdings.awaitRest();
            var accepted = 0.0;
            var unknown = 0.0;
            for (var stretch : List.of(capacity, over, after)) {
                accepted += stretch.get("accepted_in_all");
                unknown += HttpColumns.notAccepted(stretch).get("not_accepted");
            }
            figures.put("done_though_refused", holdings.registered() - accepted);
            figures.put("lost", holdings.lost(accepted, unknown));
            settings.clear();
            settings.addAll(HttpColumns.settings(platform));
        }
        return new Measurements(figures);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    private static Measurements ask(Platform platform, String prefix, Map<String, String> how) throws Exception {
        var what = new HashMap<>(how);
        what.put("script", "tenants");
        what.put("prefix", prefix);
        try (var clients = Clients.start(platform, what)) {
            return clients.measure();
        }
    }

    @Override
    public List<String> settings() {
        return settings;
    }
}
