package io.prego.benchmark.run;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tenants that a platform has before it is measured. */
final class Fill {

    private static final Competitor PROCESS =
            new Competitor("fill", "", "platform", "io.prego.benchmark.platform.FillProcess", "");
    private static final double QUIET_CORES = 0.5;
    private static final int LOOK_S = 3;

    private Fill() {}

    /**
     * Appends their events as another node, waits until every read model holds them and nothing works any more.
     *
     * @param history {@code waiting}: 5 events each; {@code whole}: 18
     */
    static void tenants(Platform platform, int tenants, String history) throws Exception {
        var arguments = List.of(platform.jdbcUrl(), Integer.toString(tenants), history);
        try (var fork = CandidateFork.start(PROCESS, Clients.JVM_ARGUMENTS, arguments)) {
            fork.measure();
        }
        var holdings = new Holdings(platform);
        holdings.awaitRead(holdings.head());
        for (var cores = QUIET_CORES; cores >= QUIET_CORES; ) {
            var before = Processes.cpuSeconds(platform.handle());
            TimeUnit.SECONDS.sleep(LOOK_S);
            cores = (Processes.cpuSeconds(platform.handle()) - before) / LOOK_S;
        }
        Sql.run(platform.jdbcUrl(), "VACUUM (ANALYZE)", "CHECKPOINT");
    }
}
