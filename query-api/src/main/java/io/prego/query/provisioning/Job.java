package io.prego.query.provisioning;

import static io.prego.query.reading.Rows.instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.prego.event.provisioning.JobStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One job as it is answered.
 *
 * @param status such as {@code Pending}
 * @param stages JSON, exactly as it was stored
 */
record Job(
        String jobId,
        String tenantId,
        String status,
        int attempt,
        @Nullable String failureStage,
        @Nullable String failureReason,
        @Nullable String waitingReason,
        @JsonRawValue String stages,
        @Nullable String traceId,
        Instant createdAt,
        Instant updatedAt) {

    static Job of(ResultSet row) throws SQLException {
        return new Job(
                row.getString("job_id"),
                row.getString("tenant_id"),
                JobStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT))
                        .word(),
                row.getInt("attempt"),
                row.getString("failure_stage"),
                row.getString("failure_reason"),
                row.getString("waiting_reason"),
                row.getString("stages"),
                row.getString("trace_id"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }
}
