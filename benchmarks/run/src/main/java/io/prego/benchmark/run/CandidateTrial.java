package io.prego.benchmark.run;

import io.prego.benchmark.Benchmark;
import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Candidates that append, each in a process of its own and on an empty database of one server. */
final class CandidateTrial implements Trial {

    private final Plan plan;
    private final Server server;

    CandidateTrial(Plan plan, Server server) {
        this.plan = plan;
        this.server = server;
    }

    @Override
    public String load() {
        var load = plan.load();
        return switch (load.benchmark()) {
            case APPEND ->
                "%,d aggregates × (create + %d changes), %d callers, one event per command"
                        .formatted(load.aggregates(), load.changes(), load.callers());
            case CONFLICTS ->
                "%,d changes of %d aggregates by %d callers, one event per command"
                        .formatted((long) load.aggregates() * load.changes(), load.aggregates(), load.callers());
            case BATCH ->
                "%,d aggregates × (create + %d commands of %d events), %d callers"
                        .formatted(load.aggregates(), load.changes(), load.batchEvents(), load.callers());
        };
    }

    @Override
    public Schedule schedule() {
        return plan.schedule();
    }

    @Override
    public List<Competitor> competitors() {
        return plan.competitors();
    }

    @Override
    public List<Column> columns() {
        return List.of(
                plan.load().benchmark() == Benchmark.BATCH
                        ? Column.spread("events/s", "events_per_s")
                        : Column.spread("commands/s", "commands_per_s"),
                Column.spread("p50, ms", "p50_ms"),
                Column.spread("p99, ms", "p99_ms"),
                Column.spread("max, ms", "max_ms"),
                Column.sum("tried again", "conflicts"),
                Column.sum("lost or wrong", "lost"),
                Column.median("payload, bytes", "payload_bytes"));
    }

    @Override
    public List<Target> targets() {
        return plan.targets();
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws IOException, SQLException {
        var database = "round_%d_%s".formatted(round, competitor.name().replace('-', '_'));
        var jdbcUrl = server.create(database);
        var seed = plan.schedule().seed(round);
        var arguments = List.of(
                competitor.name(), jdbcUrl, plan.warmUp().text(), plan.load().text(), Long.toString(seed));
        try (var fork = CandidateFork.start(competitor, arguments)) {
            server.settle(jdbcUrl);
            return fork.measure();
        } finally {
            server.drop(database);
        }
    }

    @Override
    public List<String> settings() throws IOException, SQLException {
        return List.of(
                "JVM of each candidate: `%s`".formatted(String.join(" ", CandidateFork.JVM_ARGUMENTS)),
                "PostgreSQL: " + server.settings());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
