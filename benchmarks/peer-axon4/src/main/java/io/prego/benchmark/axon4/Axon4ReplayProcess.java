package io.prego.benchmark.axon4;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Measurements;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Replays a store of registrations into one projection. Arguments: JDBC URL, events per transaction of the processor,
 * {@code directory} or {@code event}, registrations.
 */
public final class Axon4ReplayProcess {

    private static final int LOOK_MS = 10;

    private Axon4ReplayProcess() {}

    public static void main(String[] args) throws Exception {
        Tracking.Projection projection = args[2].equals("directory")
                ? (connections, _) -> new Directory(connections)
                : (connections, serializer) -> new EventList(connections, serializer);
        try (var tracking = Tracking.open(args[0], Integer.parseInt(args[1]), projection)) {
            var events = tracking.fill(Integer.parseInt(args[3]));
            CandidateProcess.awaitGo();
            var begin = System.nanoTime();
            tracking.processor().start();
            while (position(tracking) < events) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
            var seconds = (System.nanoTime() - begin) / 1e9;
            System.out.println(new Measurements(
                            Map.of("events", (double) events, "seconds", seconds, "events_per_s", events / seconds))
                    .line());
        }
        CandidateProcess.end();
    }

    /** The index of the last event that is done; the first has 1. */
    private static long position(Tracking tracking) {
        return tracking.processor().processingStatus().values().stream()
                .mapToLong(status -> status.getCurrentPosition().orElse(0))
                .min()
                .orElse(0);
    }
}
