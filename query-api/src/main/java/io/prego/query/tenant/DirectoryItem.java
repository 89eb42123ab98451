package io.prego.query.tenant;

import static io.prego.query.reading.Rows.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One tenant as operators see it; the connector's keys are always there, null when unset. */
record DirectoryItem(
        String tenantId,
        String companyName,
        String subdomainSlug,
        String canonicalHostname,
        String status,
        String region,
        String planTier,
        @Nullable String connectorKind,
        @Nullable String connectorCredentialRef,
        @Nullable String jobId,
        Instant createdAt,
        Instant updatedAt,
        long streamVersion) {

    static DirectoryItem of(ResultSet row) throws SQLException {
        return new DirectoryItem(
                row.getString("tenant_id"),
                row.getString("company_name"),
                row.getString("subdomain_slug"),
                row.getString("canonical_hostname"),
                row.getString("status"),
                row.getString("region"),
                row.getString("plan_tier"),
                row.getString("connector_kind"),
                row.getString("connector_credential_ref"),
                row.getString("job_id"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("stream_version"));
    }
}
