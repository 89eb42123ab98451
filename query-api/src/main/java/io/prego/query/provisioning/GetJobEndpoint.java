package io.prego.query.provisioning;

import static io.prego.query.provisioning.JobReader.MODEL;

import io.prego.edge.request.ReadRequest;
import io.prego.query.reading.Ids;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import java.util.Optional;
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
        var isPossible = Ids.isJob(id);
        return reads.one(
                MODEL,
                read,
                view -> isPossible ? jobs.find(id, view) : Optional.empty(),
                () -> isPossible ? log.beginOf("provision_job", id) : 0);
    }
}
