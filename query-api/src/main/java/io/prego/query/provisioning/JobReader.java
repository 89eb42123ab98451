package io.prego.query.provisioning;

import io.prego.edge.paging.Page;
import io.prego.query.reading.Conditions;
import io.prego.query.reading.QueryDatabase;
import io.prego.query.reading.Rows;
import io.prego.query.reading.Versioned;
import io.prego.query.reading.View;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads {@code read.provisioning_state}. */
final class JobReader {

    static final String MODEL = "provisioning_state";

    private static final String SELECT = "SELECT * FROM read.provisioning_state";

    private final JdbcClient database;

    JobReader(QueryDatabase database) {
        this.database = database.client();
    }

    Optional<Versioned<Job>> find(String jobId, View view) {
        return new Conditions(view.versions())
                .with("as_of", view.asOf())
                .equal("job_id", jobId)
                .select(database, SELECT, "ORDER BY valid_from DESC LIMIT 1")
                .query((row, _) -> new Versioned<>(
                        row.getLong("valid_from"),
                        Rows.nullableLong(row, "valid_to"),
                        Rows.nullableLong(row, "stream_version"),
                        Job.of(row)))
                .optional();
    }

    /**
     * Up to {@link Page#fetch} jobs behind the page's key, by id.
     *
     * @param status as the table holds it
     * @param stage the stage last reported
     * @param idleSince only jobs that have not ended and did not get further after this; a refused callback is no progress
     */
    List<Job> list(@Nullable String status, @Nullable String stage, @Nullable Instant idleSince, Page page, View view) {
        return new Conditions(view.versions())
                .with("as_of", view.asOf())
                .equal("status", status)
                .equal("current_stage", stage)
                .and(
                        "status IN ('pending', 'dispatched', 'running') AND progressed_at <= :idle_since",
                        "idle_since",
                        utc(idleSince))
                .and("job_id > :after", "after", page.after())
                .with("fetch", page.fetch())
                .select(database, SELECT, "ORDER BY job_id LIMIT :fetch")
                .query((row, _) -> Job.of(row))
                .list();
    }

    /** The clock that recorded_at is taken from. */
    Instant now() {
        return database.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
