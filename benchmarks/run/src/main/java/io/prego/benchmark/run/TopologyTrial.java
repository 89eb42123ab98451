package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.util.List;

/** The fold of the tenant directory, beside the least that Kafka Streams can do with the same records. */
final class TopologyTrial implements Trial {

    private static final int ROUNDS = 3;
    private static final int EVENTS_PER_TENANT = 3;
    private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");

    private static final Competitor PREGO = topology("prego", "Prego's topology of the tenant directory");
    private static final Competitor TRIVIAL = topology("trivial", "filter, group by key, count, write");

    private final Schedule schedule;
    private final int tenants;

    /** Takes {@code tenants}, of three events each. */
    TopologyTrial(Options options) {
        this.schedule = Schedule.of(options, ROUNDS);
        this.tenants = options.number("tenants", 200_000);
    }

    private static Competitor topology(String name, String label) {
        return new Competitor(name, label, "platform", "io.prego.benchmark.platform.TopologyProcess", "");
    }

    @Override
    public String load() {
        return "%,d events of %,d tenants, already in the topic, with `exactly_once_v2`, one thread and the product's own settings"
                .formatted(tenants * EVENTS_PER_TENANT, tenants);
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public List<Competitor> competitors() {
        return schedule.chosen(List.of(PREGO, TRIVIAL));
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.spread("records/s", "records_per_s"),
                Column.median("records", "records"),
                Column.sum("lost or wrong", "lost"));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.times("records_per_s", PREGO, TRIVIAL, 0.5),
                Target.atMost("lost or wrong", PREGO, "lost", 0, ""));
    }

    @Override
    public Measurements measure(Competitor competitor, int round) throws Exception {
        var folder = Folders.make("topology-");
        var name = competitor.equals(PREGO) ? "directory" : "trivial";
        try (var broker = Broker.start(HEAP);
                var topology = CandidateFork.start(
                        competitor,
                        HEAP,
                        List.of(broker.bootstrapServers(), folder.toString(), name, Integer.toString(tenants)))) {
            return topology.measure();
        } finally {
            Folders.delete(folder);
        }
    }

    @Override
    public List<String> settings() {
        return List.of("JVM of the topology and of the broker: `%s` each".formatted(String.join(" ", HEAP)));
    }
}
