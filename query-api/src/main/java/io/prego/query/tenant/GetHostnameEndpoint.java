package io.prego.query.tenant;

import static io.prego.query.tenant.HostnameReader.MODEL;

import io.prego.edge.request.ReadRequest;
import io.prego.kernel.Hostname;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import io.prego.query.reading.Sought;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /internal/hostnames/{hostname}}: whose it is, however it is written. */
@RestController
final class GetHostnameEndpoint {

    private final HostnameReader hostnames;
    private final Reads reads;
    private final LogIndex log;

    GetHostnameEndpoint(HostnameReader hostnames, Reads reads, LogIndex log) {
        this.hostnames = hostnames;
        this.reads = reads;
        this.log = log;
    }

    @GetMapping("/internal/hostnames/{hostname}")
    ResponseEntity<?> get(@PathVariable("hostname") String hostname, ReadRequest read) {
        var name = Hostname.parse(hostname);
        return reads.one(MODEL, read, name == null ? Sought.impossible() : sought(name.value()));
    }

    private Sought<HostnameView> sought(String hostname) {
        // Its events have the key of the tenant, so that they wait when one of the tenant's does.
        return new Sought<>(
                List.of(hostname),
                view -> hostnames.find(hostname, view),
                view -> log.originOfHostname(hostname, view.asOf()),
                found -> List.of(found.tenantId()));
    }
}
