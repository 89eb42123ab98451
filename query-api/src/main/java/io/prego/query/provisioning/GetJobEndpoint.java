package io.prego.query.provisioning;

import static io.prego.query.provisioning.JobReader.MODEL;

import io.prego.edge.request.ReadRequest;
import io.prego.kernel.JobId;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import io.prego.query.reading.Sought;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/jobs/{id}}. */
@RestController
final class GetJobEndpoint {

    private final JobReader jobs;
    private final Reads reads;
    private final LogIndex log;

    GetJobEndpoint(JobReader jobs, Reads reads, LogIndex log) {
        this.jobs = jobs;
        this.reads = reads;
        this.log = log;
    }

    @GetMapping("/v1/jobs/{id}")
    ResponseEntity<?> get(@PathVariable("id") String id, ReadRequest read) {
        return reads.one(MODEL, read, JobId.parse(id) == null ? Sought.impossible() : sought(id));
    }

    private Sought<Job> sought(String id) {
        // Its events have the key of the tenant, so that they wait in its topology when one of the tenant's does.
        return new Sought<>(
                List.of(id),
                view -> jobs.find(id, view),
                _ -> log.originOf("provision_job", id),
                job -> List.of(job.tenantId()));
    }
}
