package io.prego.query.start;

import io.prego.event.provisioning.JobStatus;
import io.prego.event.tenant.TenantStatus;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.QueryDatabase;
import io.prego.query.reading.Reads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts for whoever looks, and keeps the figures for a while: for a second at least and for twenty times as long as the
 * counting took, so that strangers who ask without end cost the database a twentieth of a connection. Thread-safe.
 */
final class OverviewReader {

    private static final List<String> MODELS = List.of("tenant_directory", "provisioning_state", "event");
    private static final Duration KEPT_MIN = Duration.ofSeconds(1);
    private static final int KEPT_PER_COST = 20;

    private final JdbcClient database;
    private final LogIndex log;
    private final Reads reads;
    private @Nullable Overview kept;
    private long keptUntil;

    OverviewReader(QueryDatabase database, LogIndex log, Reads reads) {
        this.database = database.client();
        this.log = log;
        this.reads = reads;
    }

    synchronized Overview read() {
        var start = System.nanoTime();
        var known = kept;
        if (known != null && start - keptUntil < 0) {
            return known;
        }
        var counted = count();
        var end = System.nanoTime();
        kept = counted;
        keptUntil = end + Math.max(KEPT_MIN.toNanos(), KEPT_PER_COST * (end - start));
        return counted;
    }

    private Overview count() {
        var lagMs = MODELS.stream()
                .mapToLong(model -> reads.now(model).lag().toMillis())
                .max()
                .orElse(0);
        return new Overview(
                log.head(),
                lagMs,
                byStatus("read.tenant_directory", TenantStatus.values(), OverviewReader::word),
                byStatus("read.provisioning_state", JobStatus.values(), JobStatus::word));
    }

    /** Every status in the order of its life, also where nothing has it. */
    private <S extends Enum<S>> Map<String, Long> byStatus(String table, S[] all, Function<S, String> shown) {
        var found = database.sql(
                        "SELECT status, count(*) FROM %s WHERE valid_to IS NULL GROUP BY status".formatted(table))
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list();
        var counts = new LinkedHashMap<String, Long>();
        for (var status : all) {
            var count = found.stream()
                    .filter(entry -> entry.getKey().equals(word(status)))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            counts.put(shown.apply(status), count);
        }
        return counts;
    }

    private static String word(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
