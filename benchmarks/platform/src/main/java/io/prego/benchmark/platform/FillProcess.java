package io.prego.benchmark.platform;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Measurements;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogSettings;
import java.util.Map;

/**
 * Fills the log of a platform as another node of it. Arguments: JDBC URL, how many tenants, {@code waiting} or
 * {@code whole} (as in {@link History}).
 */
public final class FillProcess {

    private FillProcess() {}

    public static void main(String[] args) throws Exception {
        var tenants = Integer.parseInt(args[1]);
        var whole = args[2].equals("whole");
        try (var log = EventLog.open(args[0], EventLogSettings.defaults())) {
            CandidateProcess.awaitGo();
            var begin = System.nanoTime();
            Appending.fill(log, 1, tenants, whole ? History::whole : History::waiting);
            var events = (double) tenants * (whole ? History.WHOLE_EVENTS : History.WAITING_EVENTS);
            System.out.println(new Measurements(Map.of(
                            "tenants",
                            (double) tenants,
                            "events",
                            events,
                            "events_per_s",
                            events * 1e9 / (System.nanoTime() - begin)))
                    .line());
        }
        CandidateProcess.end();
    }
}
