package io.prego.query.tenant;

import static io.prego.query.tenant.TenantDirectoryReader.MODEL;

import io.prego.edge.request.ReadRequest;
import io.prego.kernel.TenantId;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import io.prego.query.reading.Sought;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/tenants/{id}}. */
@RestController
final class GetTenantEndpoint {

    private final TenantDirectoryReader tenants;
    private final Reads reads;
    private final LogIndex log;

    GetTenantEndpoint(TenantDirectoryReader tenants, Reads reads, LogIndex log) {
        this.tenants = tenants;
        this.reads = reads;
        this.log = log;
    }

    @GetMapping("/v1/tenants/{id}")
    ResponseEntity<?> get(@PathVariable("id") String id, ReadRequest read) {
        return reads.one(MODEL, read, TenantId.parse(id) == null ? Sought.impossible() : sought(id));
    }

    private Sought<TenantView> sought(String id) {
        return new Sought<>(List.of(id), view -> tenants.find(id, view), _ -> log.originOf("tenant", id));
    }
}
