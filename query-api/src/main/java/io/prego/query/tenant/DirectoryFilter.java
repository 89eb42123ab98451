package io.prego.query.tenant;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.event.tenant.DirectorySearch;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantStatus;
import io.prego.kernel.Region;
import io.prego.query.reading.Words;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which tenants a list is about, with every value as the table holds it.
 *
 * @param search folded as the table's search text is
 */
record DirectoryFilter(
        @Nullable String status,
        @Nullable String region,
        @Nullable String planTier,
        @Nullable String connectorKind,
        @Nullable String search,
        @Nullable OffsetDateTime updatedSince) {

    private static final Pattern CONNECTOR_KIND = Pattern.compile("[a-z][a-z0-9_]{1,31}");
    private static final int SEARCH_MAX = 200;

    /** 400 for a value that no tenant can have. */
    static DirectoryFilter of(
            @Nullable String status,
            @Nullable String region,
            @Nullable String planTier,
            @Nullable String connectorKind,
            @Nullable String q,
            @Nullable Instant updatedSince) {
        if (connectorKind != null && !CONNECTOR_KIND.matcher(connectorKind).matches()) {
            throw EdgeProblems.invalid(InputError.query("connector_kind", "must be a kind such as frappe"))
                    .toException();
        }
        if (q != null && (q.isBlank() || q.length() > SEARCH_MAX)) {
            throw EdgeProblems.invalid(InputError.query("q", "must have 1 to " + SEARCH_MAX + " characters"))
                    .toException();
        }
        return new DirectoryFilter(
                Words.parse("status", status, TenantStatus.class),
                Words.parse("region", region, Region.class),
                Words.parse("plan_tier", planTier, PlanTier.class),
                connectorKind,
                q == null ? null : DirectorySearch.fold(q),
                updatedSince == null ? null : updatedSince.atOffset(ZoneOffset.UTC));
    }
}
