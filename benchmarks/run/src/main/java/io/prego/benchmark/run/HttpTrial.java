package io.prego.benchmark.run;

import static io.prego.benchmark.run.Platform.PREGO;

import io.prego.benchmark.Measurements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registrations through HTTP, beside a POST on the same server that does nothing. */
final class HttpTrial implements Trial {

    private static final int ROUNDS = 3;

    private static final Competitor NOOP = new Competitor(
            "noop", "a POST of the same body that does nothing, on the same server", "platform", PREGO.main(), "");

    private final Schedule schedule;
    private final int clients;
    private final int warm;
    private final int seconds;
    private final List<String> settings = new ArrayList<>();

    /** Takes {@code clients}, {@code warm} and {@code seconds}. */
    HttpTrial(Options options) {
        this.schedule = Schedule.of(options, ROUNDS);
        this.clients = options.number("clients", 64);
        this.warm = options.number("warm", 15);
        this.seconds = options.number("seconds", 60);
    }

    @Override
    public String load() {
        return "`POST /v1/tenants` by %d clients for %d s after %d s of warm-up, all parts on this machine"
                .formatted(clients, seconds, warm);
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Competitor> competitors() {
        return schedule.chosen(List.of(PREGO, NOOP));
    }

    @Override
    public List<Column> columns() {
        return HttpColumns.with(
                Column.spread("read models caught up after, s", "caught_up_s"),
                Column.spread("all jobs decided after, s", "rest_s"));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atLeast("registrations", PREGO, "accepted_per_s", 3_500, "/s"),
                Target.atMost("p99", PREGO, "p99_ms", 40, " ms"),
                Target.atMost("read models caught up", PREGO, "caught_up_s", 10, " s"),
                Target.atMost("failed or refused", PREGO, "not_accepted", 0, ""),
                Target.atMost("lost or wrong", PREGO, "lost", 0, ""),
                Target.share("of `noop`", PREGO, "accepted_per_s", NOOP, "accepted_per_s", 0, false));
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        var isNoop = competitor.equals(NOOP);
        var what = new HashMap<>(Map.of("script", isNoop ? "noop" : "tenants", "prefix", "http" + round));
        what.put("clients", Integer.toString(clients));
        what.put("warm", Integer.toString(warm));
        what.put("seconds", Integer.toString(seconds));
        try (var platform = Platform.start();
                var asking = Clients.start(platform, what)) {
            var measured = HttpColumns.notAccepted(asking.measure());
            var result = isNoop ? measured : settled(platform, measured);
            settings.clear();
            settings.addAll(HttpColumns.settings(platform));
            return result;
        }
    }

    private static Measurements settled(Platform platform, Measurements measured) throws Exception {
        var holdings = new Holdings(platform);
        var caughtUp = holdings.awaitRead(holdings.head());
        var rest = holdings.awaitRest();
        return measured.with(Map.of(
                "caught_up_s",
                caughtUp,
                "rest_s",
                caughtUp + rest,
                "lost",
                holdings.lost(measured.get("accepted_in_all"), measured.get("not_accepted"))));
    }

    @Override
    public List<String> settings() {
        return settings;
    }
}
