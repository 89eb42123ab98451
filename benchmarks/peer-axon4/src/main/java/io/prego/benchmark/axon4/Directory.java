package io.prego.benchmark.axon4;

import io.prego.benchmark.axon4.TenantMessages.ProvisioningStarted;
import io.prego.benchmark.axon4.TenantMessages.Registered;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.TrackingToken;

/** Projects tenants to Prego's own table of them: one row per version, in the transaction of the token. */
final class Directory {

    private static final String INSERT = """
        INSERT INTO read.tenant_directory (tenant_id, valid_from, company_name, subdomain_slug, canonical_hostname, status,
            region, plan_tier, created_at, updated_at, stream_version, search_text)
        VALUES (?, ?, ?, ?, ?, 'provisioning', ?, ?, ?, ?, 1, ?)
        """;

    private static final String NEXT = """
        WITH ended AS (
            UPDATE read.tenant_directory SET valid_to = ? WHERE tenant_id = ? AND valid_to IS NULL RETURNING *)
        INSERT INTO read.tenant_directory (tenant_id, valid_from, company_name, subdomain_slug, canonical_hostname, status,
            region, plan_tier, job_id, created_at, updated_at, stream_version, search_text)
        SELECT tenant_id, valid_to, company_name, subdomain_slug, canonical_hostname, status, region, plan_tier, ?,
            created_at, ?, stream_version + 1, search_text FROM ended
        """;

    private final ConnectionProvider connections;

    Directory(ConnectionProvider connections) {
        this.connections = connections;
    }

    @EventHandler
    void on(Registered event, @SequenceNumber long number, @org.axonframework.eventhandling.Timestamp Instant at)
            throws SQLException {
        try (var connection = connections.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, event.tenantId());
            insert.setLong(2, validFrom(number));
            insert.setString(3, event.companyName());
            insert.setString(4, event.subdomainSlug());
            insert.setString(5, event.canonicalHostname());
            insert.setString(6, event.region());
            insert.setString(7, event.planTier());
            insert.setTimestamp(8, Timestamp.from(at));
            insert.setTimestamp(9, Timestamp.from(at));
            insert.setString(10, event.companyName().toLowerCase(java.util.Locale.ROOT));
            insert.executeUpdate();
        }
    }

    @EventHandler
    void on(
            ProvisioningStarted event,
            @SequenceNumber long number,
            @org.axonframework.eventhandling.Timestamp Instant at)
            throws SQLException {
        try (var connection = connections.getConnection();
                var next = connection.prepareStatement(NEXT)) {
            next.setLong(1, validFrom(number));
            next.setString(2, event.tenantId());
            next.setString(3, event.jobId());
            next.setTimestamp(4, Timestamp.from(at));
            next.executeUpdate();
        }
    }

    /** By the event's number, from 0, within its tenant: a token says how far all are, which events of other callers have too. */
    private static long validFrom(long number) {
        return number + 1;
    }

    /** Its index in the store, from 1 there, where nobody appends meanwhile. */
    static long position(TrackingToken token) {
        return token.position().orElseThrow();
    }
}
