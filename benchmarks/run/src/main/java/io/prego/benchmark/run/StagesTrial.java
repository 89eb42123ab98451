package io.prego.benchmark.run;

import static io.prego.benchmark.run.Platform.PREGO;

import io.prego.benchmark.Measurements;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stage reports through HTTP: each client takes a dispatched job and reports start and end of each of its stages. */
final class StagesTrial implements Trial {

    private static final int ROUNDS = 3;
    private static final int REPORTS_PER_JOB = 10;

    private static final Competitor DISPATCH =
            new Competitor("dispatch", "", "platform", "io.prego.benchmark.platform.DispatchProcess", "");
    private static final String JOBS = "SELECT stream_id FROM log.event WHERE type = 'provision_job.requested'";

    private final Schedule schedule;
    private final int clients;
    private final int jobs;
    private final int warm;
    private final List<String> settings = new ArrayList<>();

    /** Takes {@code clients}, {@code jobs}, and {@code warm}, how many of these warm up. */
    StagesTrial(Options options) {
        this.schedule = Schedule.of(options, ROUNDS);
        this.clients = options.number("clients", 64);
        this.jobs = options.number("jobs", 20_000);
        this.warm = options.number("warm", jobs / 10);
        if (warm >= jobs) {
            throw new IllegalArgumentException("of %d jobs %d cannot warm up".formatted(jobs, warm));
        }
    }

    @Override
    public String load() {
        return "`POST /internal/jobs/{id}/stages` by %d clients, %d reports about each of %,d jobs, %,d of them to warm up"
                .formatted(clients, REPORTS_PER_JOB, jobs, warm);
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Column> columns() {
        return HttpColumns.with(Column.spread("read models caught up after, s", "caught_up_s"));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atLeast("reports", PREGO, "accepted_per_s", 8_000, "/s"),
                Target.atMost("p99", PREGO, "p99_ms", 25, " ms"),
                Target.atMost("failed or refused", PREGO, "not_accepted", 0, ""),
                Target.atMost("lost or wrong", PREGO, "lost", 0, ""));
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        try (var platform = Platform.start()) {
            var holdings = new Holdings(platform);
            var registered = ask(platform, Map.of("script", "tenants", "prefix", "job" + round, "count", "" + jobs));
            holdings.awaitRest();
            dispatch(platform);
            var ids = Sql.texts(platform.jdbcUrl(), JOBS);
            var before = ask(platform, reporting(platform, ids.subList(0, warm)));
            var measured = ask(platform, reporting(platform, ids.subList(warm, ids.size())));
            var caughtUp = holdings.awaitRead(holdings.head());
            settings.clear();
            settings.addAll(HttpColumns.settings(platform));
            var reports = before.get("accepted_in_all") + measured.get("accepted_in_all");
            return HttpColumns.notAccepted(measured)
                    .with("caught_up_s", caughtUp)
                    .with("lost", lost(holdings, registered.get("accepted_in_all"), reports));
        }
    }

    private Measurements ask(Platform platform, Map<String, String> what) throws Exception {
        var more = new HashMap<>(what);
        more.put("clients", Integer.toString(clients));
        try (var asking = Clients.start(platform, more)) {
            return asking.measure();
        }
    }

    private static Map<String, String> reporting(Platform platform, List<String> jobs) throws Exception {
        var file = platform.folder().resolve("jobs");
        Files.write(file, jobs);
        return Map.of("script", "stages", "file", file.toString());
    }

    /** What a trigger would do: without one, jobs stay pending and take no reports. */
    private static void dispatch(Platform platform) throws Exception {
        try (var fork =
                CandidateFork.start(DISPATCH, Clients.JVM_ARGUMENTS, List.of(platform.kafka(), platform.jdbcUrl()))) {
            fork.measure();
        }
    }

    /** Each accepted report was news, so it is one event; and each job's row must say that all of its stages are done. */
    private static double lost(Holdings holdings, double registered, double reports) throws Exception {
        return holdings.lost(registered)
                + Math.abs(reports
                        - holdings.number("SELECT count(*) FROM log.event WHERE type LIKE 'provision_job.stage_%'"))
                + Math.abs(registered - holdings.number("""
                        SELECT count(*) FROM read.provisioning_state WHERE valid_to IS NULL
                        AND (SELECT count(*) FROM json_array_elements(stages) s WHERE s ->> 'status' = 'completed') = 5
                        """));
    }

    @Override
    public List<String> settings() {
        return settings;
    }
}
