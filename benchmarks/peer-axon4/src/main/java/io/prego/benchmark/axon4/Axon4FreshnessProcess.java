package io.prego.benchmark.axon4;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Paced;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Registers tenants at a rate beside the processor that projects them. Arguments: JDBC URL, events per transaction of the
 * processor, then as {@link Paced} says.
 */
public final class Axon4FreshnessProcess {

    private static final int CALLERS = 64;

    private Axon4FreshnessProcess() {}

    public static void main(String[] args) throws Exception {
        var numbers = new AtomicInteger();
        try (var tracking =
                Tracking.open(args[0], Integer.parseInt(args[1]), (connections, _) -> new Directory(connections))) {
            tracking.processor().start();
            Paced.serve(CALLERS, () -> {
                var tenantId = "tnt_" + UUID.randomUUID().toString().replace("-", "");
                tracking.register(tenantId, numbers.incrementAndGet());
                return tenantId;
            });
        }
        CandidateProcess.end();
    }
}
