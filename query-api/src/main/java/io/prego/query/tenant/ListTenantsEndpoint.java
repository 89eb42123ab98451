package io.prego.query.tenant;

import static io.prego.query.tenant.TenantDirectoryReader.MODEL;

import io.prego.edge.paging.Page;
import io.prego.edge.request.ReadRequest;
import io.prego.query.reading.Listing;
import io.prego.query.reading.Reads;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /internal/tenants-directory}. */
@RestController
final class ListTenantsEndpoint {

    private final TenantDirectoryReader tenants;
    private final Reads reads;

    ListTenantsEndpoint(TenantDirectoryReader tenants, Reads reads) {
        this.tenants = tenants;
        this.reads = reads;
    }

    @GetMapping("/internal/tenants-directory")
    ResponseEntity<?> list(
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "region", required = false) @Nullable String region,
            @RequestParam(name = "plan_tier", required = false) @Nullable String planTier,
            @RequestParam(name = "connector_kind", required = false) @Nullable String connectorKind,
            @RequestParam(name = "q", required = false) @Nullable String q,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince,
            Page page,
            ReadRequest read) {
        var filter = DirectoryFilter.of(status, region, planTier, connectorKind, q, updatedSince);
        return reads.list(
                MODEL, read, new Listing<>(page, view -> tenants.list(filter, page, view), DirectoryItem::tenantId));
    }
}
